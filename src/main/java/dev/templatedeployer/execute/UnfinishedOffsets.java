package dev.templatedeployer.execute;

import java.util.TreeSet;

/// Which records of one partition were taken and are not finished yet. They finish in any order.
///
/// Records are taken in the order of their offsets, but for those that overtake: what they have
/// overtaken stays unfinished until its turn has come.
///
/// Not safe for use by several threads.
final class UnfinishedOffsets {

  /// What waits behind overtakers and is told one by one to the next owner; more than fit beside a
  /// committed offset. It reads the rest again.
  private static final int TOLD = 4_000;

  private final Progress inherited;
  private final TreeSet<Long> unfinished = new TreeSet<>();

  /// Taken before their turn, and not below [#next].
  private final TreeSet<Long> overtakers = new TreeSet<>();

  private long next;

  /// @param inherited how far whoever owned the partition before had come
  UnfinishedOffsets(Progress inherited) {
    this.inherited = inherited;
    this.next = inherited.lowest();
  }

  /// The lowest offset whose turn has not come.
  long next() {
    return next;
  }

  /// Whether an earlier owner finished the record at `offset`.
  boolean wasFinishedBefore(long offset) {
    return inherited.isFinished(offset);
  }

  /// Takes the record at `offset`, whose turn it is.
  void take(long offset) {
    unfinished.add(offset);
    passTo(offset + 1);
  }

  /// Takes the record at `offset` before its turn.
  void overtake(long offset) {
    unfinished.add(offset);
    overtakers.add(offset);
  }

  /// Says that the turn is at `position`: what lies below it and was not taken needs nothing.
  void passTo(long position) {
    next = Math.max(next, position);
    if (!overtakers.isEmpty()) {
      overtakers.headSet(next).clear();
    }
  }

  /// Finishes the record at `offset`. Finishing it twice is harmless.
  void finish(long offset) {
    unfinished.remove(offset);
  }

  /// How far this owner has come. What an earlier owner had finished ahead of it stays known.
  Progress progress() {
    var all = new TreeSet<>(inherited.unfinished().tailSet(next, true));
    all.removeAll(overtakers);
    all.addAll(unfinished);
    long seenTo = Math.max(next, inherited.seenTo());
    if (overtakers.isEmpty()) {
      return new Progress(all, seenTo);
    }
    int told = 0;
    for (; seenTo <= overtakers.last() && told < TOLD; seenTo++) {
      if (!overtakers.contains(seenTo)) {
        all.add(seenTo);
        told++;
      }
    }
    return new Progress(new TreeSet<>(all.headSet(seenTo)), seenTo);
  }
}
