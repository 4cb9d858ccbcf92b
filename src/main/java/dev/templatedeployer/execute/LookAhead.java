package dev.templatedeployer.execute;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/// What lies ahead in a partition that has just been taken over: which deployments have more than
/// one instruction waiting, and where the last of them is.
///
/// Only the last one counts. Without a look ahead, a start that brings the process down would be
/// run again after every restart, although the instruction to stop it lies behind it.
///
/// Bounded: a filter of at most 2 MiB remembers, not quite exactly, which deployments were seen at
/// all, and only those that were probably seen before are remembered one by one, up to a limit.
/// Beyond that limit a superseded start may be run once more, which templates bear.
final class LookAhead {

  private static final int MAX_BITS = 1 << 24;
  private static final int BITS_A_RECORD = 16;

  private final long from;
  private final long to;
  private final int limit;
  private final int mask;
  private BitSet seen;
  private final Map<String, Long> last = new HashMap<>();

  /// @param from the first offset that will be run
  /// @param to the end of the partition when it was taken over
  /// @param limit the most deployments to remember
  LookAhead(long from, long to, int limit) {
    this.from = from;
    this.to = to;
    this.limit = limit;
    long bits = Math.clamp((to - from) * BITS_A_RECORD, 64, MAX_BITS);
    this.mask = Integer.highestOneBit((int) bits) - 1;
    this.seen = new BitSet(mask + 1);
  }

  /// Where running begins.
  long from() {
    return from;
  }

  /// Whether everything ahead has been seen once the consumer is at `position`.
  boolean isCompleteAt(long position) {
    return position >= to;
  }

  /// Looks at the instruction for `id` at `offset`, which is higher than any before it.
  void see(String id, long offset) {
    if (offset >= to) {
      return;
    }
    if (!isNew(id) && (last.size() < limit || last.containsKey(id))) {
      last.put(id, offset);
    }
  }

  /// Whether more deployments had several instructions than could be remembered.
  boolean isOverfull() {
    return last.size() >= limit;
  }

  /// Forgets what is needed only while looking.
  void complete() {
    seen = new BitSet();
  }

  /// Whether a later instruction for `id` lies ahead of `offset`.
  boolean isSuperseded(String id, long offset) {
    return offset < last.getOrDefault(id, -1L);
  }

  /// Whether `id` was certainly not seen before.
  private boolean isNew(String id) {
    int one = id.hashCode() * 0x9E3779B9;
    int two = Integer.rotateLeft(id.hashCode() * 0x85EBCA6B, 13) ^ id.length();
    int first = (one ^ (one >>> 15)) & mask;
    int second = (two ^ (two >>> 13)) & mask;
    boolean wasSeen = seen.get(first) && seen.get(second);
    seen.set(first);
    seen.set(second);
    return !wasSeen;
  }
}
