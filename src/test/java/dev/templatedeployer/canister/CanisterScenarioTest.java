package dev.templatedeployer.canister;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.templatedeployer.canister.CanisterScenarioTest.Guestbook.Entry;
import dev.templatedeployer.canister.CanisterScenarioTest.Guestbook.Event;
import dev.templatedeployer.canister.CanisterScenarioTest.Guestbook.Opened;
import dev.templatedeployer.canister.CanisterScenarioTest.Guestbook.Sign;
import dev.templatedeployer.canister.CanisterScenarioTest.Guestbook.Signed;
import dev.templatedeployer.identity.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CanisterScenarioTest {
  static final Principal OWNER = new Principal("rrkah-fqaaa-aaaaa-aaaaq-cai");
  static final Principal GUEST = new Principal("ryjl3-tyaaa-aaaaa-aaaba-cai");
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  static final RowKey OF_GUEST = new RowKey("entries", GUEST.text());

  static final CanisterScenario<String, Guestbook.Head, Sign, Event> GUESTBOOK =
      CanisterScenario.of(new Guestbook(), OWNER, NOON);

  @Test
  void tellsWhatHappensToHeadAndRows() {
    GUESTBOOK
        .given("Visitors")
        .thenNoRow(OF_GUEST)
        .at(NOON)
        .when(new Sign("Good tea."))
        .by(GUEST)
        .then(new Signed(GUEST, "Good tea."))
        .thenRow(OF_GUEST, new Entry("Good tea."))
        .at(NOON)
        .when(new Sign("Good tea."))
        .by(GUEST)
        .thenNothingHappens()
        .at(NOON)
        .when(new Sign("Better cake."))
        .by(GUEST)
        .thenRefused("SIGNED", GUEST.text(), "once");
  }

  @Test
  void tellsWhatCanBeSeen() {
    var story = GUESTBOOK.given(List.of(new Opened("Visitors"), new Signed(GUEST, "Good tea.")));

    assertThat(story.at(NOON).view(CanisterRules.SUMMARY)).isEqualTo("Visitors: 1");
    assertThat(story.head()).isEqualTo(new Guestbook.Head("Visitors", 1));
  }

  @Test
  void failsWhereTheOutcomeIsAnother() {
    var outcome = GUESTBOOK.given("Visitors").at(NOON).when(new Sign("Good tea.")).by(GUEST);

    assertThatThrownBy(outcome::thenNothingHappens).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> outcome.thenRefused("SIGNED")).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> outcome.then(new Signed(OWNER, "Good tea.")))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void failsWhereSomethingWasNotDeclaredOrIsTooLarge() {
    var story = GUESTBOOK.given("Visitors");

    assertThatThrownBy(() -> story.and(new Guestbook.Closed())).hasMessageContaining("has no name");
    assertThatThrownBy(() -> story.and(new Signed(GUEST, "a".repeat(63 * 1024).repeat(2))))
        .isInstanceOf(AssertionError.class);
  }

  /// The smallest kind that has rows: everybody may sign once.
  static final class Guestbook implements CanisterRules<String, Guestbook.Head, Sign, Event> {
    record Head(String title, int entries) {}

    record Entry(String words) {}

    record Sign(String words) {}

    sealed interface Event {}

    record Opened(String title) implements Event {}

    record Signed(Principal by, String words) implements Event {}

    record Closed() implements Event {}

    @Override
    public String kind() {
      return "guestbook";
    }

    @Override
    public Class<String> configType() {
      return String.class;
    }

    @Override
    public Class<Head> headType() {
      return Head.class;
    }

    @Override
    public String status(Head head) {
      return "OPEN";
    }

    @Override
    public Map<String, Class<?>> rowTypes() {
      return Map.of("entries", Entry.class);
    }

    @Override
    public Map<String, Class<? extends Sign>> operations() {
      return Map.of("sign", Sign.class);
    }

    @Override
    public Map<String, Class<? extends Event>> events() {
      return Map.of("Opened", Opened.class, "Signed", Signed.class);
    }

    @Override
    public Event create(String config, Principal owner, Instant at) {
      return new Opened(config);
    }

    @Override
    public Ruling<Event> decide(Canister<Head> canister, Sign operation, Principal by, Instant at) {
      return canister
          .row(new RowKey("entries", by.text()), Entry.class)
          .<Ruling<Event>>map(entry ->
              entry.words().equals(operation.words())
                  ? new Ruling.Accepted<>(List.of())
                  : Ruling.refuse("SIGNED", "'%s' has signed, and may once.".formatted(by)))
          .orElseGet(() -> Ruling.accept(new Signed(by, operation.words())));
    }

    @Override
    public Head evolve(@Nullable Head head, Event event) {
      return switch (event) {
        case Opened(var title) -> new Head(title, 0);
        case Signed _ when head != null -> new Head(head.title(), head.entries() + 1);
        case Signed _, Closed _ -> throw new IllegalStateException("It was never opened.");
      };
    }

    @Override
    public Map<RowKey, Object> evolveRows(Canister<Head> canister, Event event) {
      return event instanceof Signed(var by, var words)
          ? Map.of(new RowKey("entries", by.text()), new Entry(words))
          : Map.of();
    }

    @Override
    public Map<String, View<Head>> views() {
      return Map.of(
          SUMMARY, (canister, _, _) -> canister.head().title() + ": " + canister.head().entries());
    }
  }
}
