package dev.templatedeployer.execute;

import java.util.TreeSet;

/// Which records of one partition were taken and are not finished yet. They finish in any order.
///
/// Not safe for use by several threads.
final class UnfinishedOffsets {

  private final Progress inherited;
  private final TreeSet<Long> unfinished = new TreeSet<>();
  private long next;

  /// @param inherited how far whoever owned the partition before had come
  UnfinishedOffsets(Progress inherited) {
    this.inherited = inherited;
    this.next = inherited.lowest();
  }

  /// Whether an earlier owner finished the record at `offset`.
  boolean wasFinishedBefore(long offset) {
    return inherited.isFinished(offset);
  }

  /// Takes the record at `offset`, which is higher than that of any record before it.
  void take(long offset) {
    unfinished.add(offset);
    passTo(offset + 1);
  }

  /// Says that all records below `position` were seen, and those not taken need nothing.
  void passTo(long position) {
    next = Math.max(next, position);
  }

  /// Finishes the record at `offset`. Finishing it twice is harmless.
  void finish(long offset) {
    unfinished.remove(offset);
  }

  /// How far this owner has come. What an earlier owner had finished ahead of it stays known.
  Progress progress() {
    var all = new TreeSet<>(unfinished);
    all.addAll(inherited.unfinished().tailSet(next, true));
    return new Progress(all, Math.max(next, inherited.seenTo()));
  }
}
