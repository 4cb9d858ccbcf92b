package dev.templatedeployer.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// All that is known of one replay: the fold of its events.
///
/// @param version the number of its events
/// @param items the frozen list; incomplete while `plan` is null, empty if it was put away
/// @param count the number of items, also of those that were put away
/// @param plan what the plan says, or null while its list is still being written
/// @param started how many items were started: those numbered 1 to this
/// @param open the items that are under way, and when each was started
/// @param results how the others of the started ones ended
/// @param hasPassedCanary whether more than the canary may run
/// @param runningSince when it last began to run, or null if it does not run
/// @param endedBefore how many items had ended by then
/// @param steps who did what to it, oldest first, the last [#MOST_STEPS] of them
public record Replay(
    ReplayId id,
    long version,
    State state,
    List<Item> items,
    int count,
    @Nullable ReplayPlan plan,
    int started,
    NavigableMap<Integer, Instant> open,
    Results results,
    boolean hasPassedCanary,
    @Nullable Instant runningSince,
    int endedBefore,
    List<Step> steps,
    Instant updatedAt) {

  /// The steps that are remembered; the events remember all.
  public static final int MOST_STEPS = 100;

  /// Where a replay stands.
  public enum State {
    /// Its list is being written.
    LISTING,
    /// It waits for somebody to approve it.
    PLANNED,
    /// It runs.
    RUNNING,
    /// It starts nothing until it is resumed.
    PAUSED,
    /// It starts nothing more.
    STOPPED,
    /// Every item has its result.
    FINISHED;

    /// Whether nothing more will be started.
    public boolean isFinal() {
      return this == STOPPED || this == FINISHED;
    }
  }

  /// Something that somebody did to a replay.
  ///
  /// @param what such as `APPROVED`
  /// @param by who, or null if the rules did
  /// @param reason why; null if nobody was asked
  public record Step(String what, @Nullable String by, @Nullable String reason, Instant at) {}

  public Replay {
    items = List.copyOf(items);
    open = Collections.unmodifiableNavigableMap(new TreeMap<>(open));
    steps = List.copyOf(steps);
  }

  /// Whether the items are here, and not only their number.
  public boolean hasItems() {
    return items.size() == count;
  }

  /// This replay with numbers instead of items and their results.
  public Replay withoutItems() {
    return new Replay(
        id,
        version,
        state,
        List.of(),
        count,
        plan,
        started,
        open,
        results.onlyCounts(),
        hasPassedCanary,
        runningSince,
        endedBefore,
        steps,
        updatedAt);
  }

  /// Whether all that it will ever do is done: the receipt is final.
  public boolean isSettled() {
    return state.isFinal() && open.isEmpty();
  }

  /// The plan of a replay whose list is whole.
  public ReplayPlan wholePlan() {
    if (plan == null) {
      throw new IllegalStateException("The list of the replay '%s' is not whole.".formatted(id));
    }
    return plan;
  }

  /// Where the item `number` stands.
  public ItemStatus status(int number) {
    ItemResult result = results.of(number);
    if (result != null) {
      return ItemStatus.of(result.kind());
    }
    if (number <= started) {
      return ItemStatus.OPEN;
    }
    return state == State.STOPPED ? ItemStatus.NOT_STARTED : ItemStatus.WAITING;
  }

  /// How many items stand there.
  public int count(ItemStatus status) {
    return switch (status) {
      case WAITING -> state == State.STOPPED ? 0 : count - started;
      case NOT_STARTED -> state == State.STOPPED ? count - started : 0;
      case OPEN -> open.size();
      case COMPLETED -> results.count(ItemResult.Kind.COMPLETED);
      case FAILED -> results.count(ItemResult.Kind.FAILED);
      case CANCELLED -> results.count(ItemResult.Kind.CANCELLED);
      case SKIPPED -> results.count(ItemResult.Kind.SKIPPED);
      case REFUSED -> results.count(ItemResult.Kind.REFUSED);
    };
  }

  /// When the rules stopped it, since too many items failed again; null unless they did.
  public @Nullable Instant stoppedItselfAt() {
    return steps.stream()
        .filter(step -> step.what().equals("STOPPED") && step.by() == null)
        .map(Step::at)
        .findFirst()
        .orElse(null);
  }

  /// Items that failed again or were refused.
  int failures() {
    return results.count(ItemResult.Kind.FAILED) + results.count(ItemResult.Kind.REFUSED);
  }

  /// Items from which the cause can be judged: what was skipped or cancelled says nothing of it.
  int judged() {
    return failures() + results.count(ItemResult.Kind.COMPLETED);
  }

  /// The items of the canary; never more than there are.
  int canary() {
    return Math.min(wholePlan().limits().canary(), count);
  }

  /// About how long until all items have ended, at the pace since it last began to run; null if it
  /// does not run, or if nothing has ended yet.
  public @Nullable Duration left(Instant now) {
    int ended = results.count() - endedBefore;
    if (state != State.RUNNING || runningSince == null || ended <= 0) {
      return null;
    }
    double seconds = Math.max(0.001, Duration.between(runningSince, now).toMillis() / 1000.0);
    double pace = Math.min(ended / seconds, wholePlan().limits().rate());
    long left = (long) Math.ceil((count - results.count()) / Math.max(pace, 1e-6));
    return Duration.ofSeconds(left);
  }
}
