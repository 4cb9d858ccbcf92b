package dev.templatedeployer.canister;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.identity.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Tells what happens to a canister, in the words of its kind:
///
/// ```java
/// static final CanisterScenario<LockConfig, Lock, LockOperation, LockEvent> LOCK =
///     CanisterScenario.of(new LockCanister(), OWNER, NOON);
///
/// LOCK.given(CONFIG)
///     .at(LATER).when(new Claim(null)).by(BENEFICIARY)
///     .then(new Claimed(BENEFICIARY, BigInteger.TEN, LATER))
///     .at(LATER).when(new Claim(null)).by(BENEFICIARY)
///     .thenRefused("NOTHING_TO_CLAIM", "The next unlock is at");
/// ```
///
/// What is given is a config or past events, never a hand-made head, so each scenario proves
/// `evolve` on its way to `decide`. The story goes on after each outcome.
///
/// @param <C> the config
/// @param <H> the head
/// @param <O> the operations
/// @param <E> the events
public final class CanisterScenario<C, H, O, E> {

  private final CanisterRules<C, H, O, E> rules;
  private final Principal owner;
  private final Instant createdAt;

  private CanisterScenario(CanisterRules<C, H, O, E> rules, Principal owner, Instant createdAt) {
    this.rules = rules;
    this.owner = owner;
    this.createdAt = createdAt;
  }

  /// Scenarios of one kind.
  ///
  /// @param owner who owns a canister that is given by its config
  /// @param createdAt when the deployment of such a canister was accepted
  public static <C, H, O, E> CanisterScenario<C, H, O, E> of(
      CanisterRules<C, H, O, E> rules, Principal owner, Instant createdAt) {
    return new CanisterScenario<>(rules, owner, createdAt);
  }

  /// A canister that was just created.
  public Story given(C config) {
    return given(List.of(rules.create(config, owner, createdAt)));
  }

  /// A canister to which `events` happened, the first of which created it.
  public Story given(List<? extends E> events) {
    var canister = new CanisterInMemory<>(rules);
    events.forEach(canister::apply);
    return new Story(canister);
  }

  /// A canister as it stands.
  public final class Story {
    private final CanisterInMemory<H, O, E> canister;

    private Story(CanisterInMemory<H, O, E> canister) {
      this.canister = canister;
    }

    /// Lets `event` happen too.
    public Story and(E event) {
      canister.apply(event);
      return this;
    }

    /// What is done or asked next, and when.
    public Moment at(Instant t) {
      return new Moment(canister, t);
    }

    /// The head as it stands.
    public H head() {
      return canister.head();
    }

    /// Shows that `row` stands under `key`.
    public Story thenRow(RowKey key, Object row) {
      assertThat(canister.row(key, row.getClass()))
          .hasValueSatisfying(r -> assertThat(r).isEqualTo(row));
      return this;
    }

    /// Shows that there is no row under `key`.
    public Story thenNoRow(RowKey key) {
      Class<?> type = Objects.requireNonNull(rules.rowTypes().get(key.table()), key.table());
      assertThat(canister.row(key, type)).isEmpty();
      return this;
    }
  }

  /// A canister at a time.
  public final class Moment {
    private final CanisterInMemory<H, O, E> canister;
    private final Instant at;

    private Moment(CanisterInMemory<H, O, E> canister, Instant at) {
      this.canister = canister;
      this.at = at;
    }

    /// What is asked of it; say by whom.
    public Request when(O operation) {
      return new Request(canister, at, operation);
    }

    /// The answer of a view.
    public Object view(String name) {
      return view(name, Map.of());
    }

    /// The answer of a view to narrowed questions.
    public Object view(String name, Map<String, String> parameters) {
      View<H> view = Objects.requireNonNull(rules.views().get(name), "There is no such view.");
      return view.answer(canister, at, parameters);
    }
  }

  /// What is asked of a canister.
  public final class Request {
    private final CanisterInMemory<H, O, E> canister;
    private final Instant at;
    private final O operation;

    private Request(CanisterInMemory<H, O, E> canister, Instant at, O operation) {
      this.canister = canister;
      this.at = at;
      this.operation = canister.received(operation);
    }

    /// Who asks.
    public Outcome by(Principal principal) {
      return new Outcome(canister, rules.decide(canister, operation, principal, at));
    }
  }

  /// What came of it.
  public final class Outcome {
    private final CanisterInMemory<H, O, E> canister;
    private final Ruling<E> ruling;

    private Outcome(CanisterInMemory<H, O, E> canister, Ruling<E> ruling) {
      this.canister = canister;
      this.ruling = ruling;
    }

    /// Shows that exactly `events` happen, and lets them.
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public final Story then(E... events) {
      List<E> expected = List.of(events);
      assertThat(ruling).isEqualTo(new Ruling.Accepted<>(expected));
      expected.forEach(canister::apply);
      return new Story(canister);
    }

    /// Shows that it is so already.
    public Story thenNothingHappens() {
      assertThat(ruling).isEqualTo(new Ruling.Accepted<>(List.of()));
      return new Story(canister);
    }

    /// Shows that it is refused under `code`, in a sentence that contains all of `words`.
    public Story thenRefused(String code, String... words) {
      assertThat(ruling)
          .isInstanceOfSatisfying(
              Ruling.Refused.class,
              refused -> {
                assertThat(refused.code()).isEqualTo(code);
                for (String expected : words) {
                  assertThat(refused.sentence()).contains(expected);
                }
              });
      return new Story(canister);
    }
  }
}
