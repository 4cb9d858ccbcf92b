package dev.templatedeployer.replay;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something that happened to one replay. Events are the truth; a [Replay] is what they add up to.
public sealed interface ReplayEvent {

  /// When it was decided.
  Instant at();

  /// A part of the frozen list. The parts come in order, before the plan that they belong to.
  ///
  /// @param from the number of the first item, from 1
  record ItemsListed(int from, List<Item> items, Instant at) implements ReplayEvent {

    /// The most items of a part, so that a record stays small.
    public static final int MOST = 1000;

    public ItemsListed {
      items = List.copyOf(items);
    }
  }

  /// The list is whole and frozen. Nothing runs yet.
  record Planned(ReplayPlan plan, Instant at) implements ReplayEvent {}

  /// Somebody who has seen the plan lets it run.
  record Approved(String by, String reason, Instant at) implements ReplayEvent {}

  /// Nothing is started until it is resumed.
  record Paused(String by, String reason, Instant at) implements ReplayEvent {}

  /// It goes on.
  record Resumed(String by, String reason, Instant at) implements ReplayEvent {}

  /// The items from `from` on, `count` of them, are under way. Their commands are sent after this
  /// was written, never before.
  record ItemsStarted(int from, int count, Instant at) implements ReplayEvent {}

  /// Items ended.
  record ItemsEnded(List<ItemEnd> ends, Instant at) implements ReplayEvent {

    /// The most of one event, so that a record stays small.
    public static final int MOST = 500;

    public ItemsEnded {
      ends = List.copyOf(ends);
    }
  }

  /// The end of one item.
  ///
  /// @param number which item, from 1
  record ItemEnd(int number, ItemResult result) {}

  /// The first items ended well enough, and the rest goes on.
  record CanaryPassed(Instant at) implements ReplayEvent {}

  /// Nothing more is started, for good. What is under way still ends.
  ///
  /// @param by who stopped it, or null if the rules did
  record Stopped(@Nullable String by, String reason, Instant at) implements ReplayEvent {}

  /// Every item has its result.
  record Finished(Instant at) implements ReplayEvent {}
}
