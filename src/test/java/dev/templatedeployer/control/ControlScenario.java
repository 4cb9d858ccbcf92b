package dev.templatedeployer.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.domain.TemplateName;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Says what holds, what somebody wants, and what comes of it.
final class ControlScenario {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  static final Instant LATER = NOON.plusSeconds(60);
  static final TemplateName LOCK = new TemplateName("lock");
  static final TemplateName DAO = new TemplateName("dao");
  static final ControlRules RULES = new ControlRules(Set.of(LOCK, DAO));

  private final Controls controls;

  private ControlScenario(Controls controls) {
    this.controls = controls;
  }

  /// What `before` add up to holds.
  static ControlScenario given(ControlState... before) {
    return new ControlScenario(
        Controls.NONE.evolve(
            Stream.of(before).<ControlRecord<?>>map(ControlScenario::record).toList()));
  }

  static ControlRecord<?> record(ControlState state) {
    return new ControlRecord<>(state, "olga", NOON, "it had to be");
  }

  Outcome when(ControlCommand command) {
    return when(new ControlChange("adam", LATER, "it has to be", command));
  }

  Outcome when(ControlChange change) {
    return new Outcome(RULES.decide(controls, change));
  }

  /// What came of it.
  record Outcome(ControlDecision decision) {

    void then(ControlState... expected) {
      List<ControlRecord<?>> records =
          Stream.of(expected)
              .<ControlRecord<?>>map(
                  state -> new ControlRecord<>(state, "adam", LATER, "it has to be"))
              .toList();
      assertThat(decision)
          .isInstanceOfSatisfying(
              ControlDecision.Accepted.class,
              accepted -> assertThat(accepted.records()).isEqualTo(records));
    }

    void thenNothingChanges() {
      then();
      assertThat(decision.sentence()).endsWith("It was so already.");
    }

    void thenRefused(ControlDecision.Kind kind, String sentence) {
      assertThat(decision).isEqualTo(new ControlDecision.Refused(kind, sentence));
    }
  }
}
