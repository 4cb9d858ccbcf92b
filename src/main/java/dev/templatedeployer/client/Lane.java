package dev.templatedeployer.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// The records of one partition that were read and are not handled yet, in their order. Belongs to
/// one thread.
final class Lane {

  private final Deque<ConsumerRecord<byte[], byte[]>> waiting = new ArrayDeque<>();
  private long next;
  private long committed;
  private int tries;
  private long restUntil;

  /// @param next the offset from which it is read
  /// @param isCommitted whether that is where the group stands already
  Lane(long next, boolean isCommitted) {
    this.next = next;
    this.committed = isCommitted ? next : -1;
  }

  /// Takes what was read.
  ///
  /// @param nowNext the offset after it
  void take(Collection<ConsumerRecord<byte[], byte[]>> records, long nowNext) {
    waiting.addAll(records);
    next = nowNext;
  }

  /// The record whose turn it is, or null if there is none, or none may be tried yet.
  @Nullable ConsumerRecord<byte[], byte[]> due(long nanoTime) {
    return restUntil - nanoTime > 0 && tries > 0 ? null : waiting.peek();
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /// How long until the record whose turn it is may be tried.
  Duration rest(long nanoTime) {
    return tries == 0 ? Duration.ZERO : Duration.ofNanos(Math.max(0, restUntil - nanoTime));
  }

  /// Goes on to the next record.
  void done() {
    waiting.remove();
    tries = 0;
  }

  /// Counts a try that failed.
  ///
  /// @return how many there were
  int failed() {
    return ++tries;
  }

  void restUntil(long nanoTime) {
    restUntil = nanoTime;
  }

  /// The offset before which everything is handled.
  long position() {
    return waiting.isEmpty() ? next : waiting.element().offset();
  }

  /// Whether the group does not know yet how far this has come.
  boolean isAhead() {
    return position() != committed;
  }

  /// Says that the group knows now.
  void committed() {
    committed = position();
  }
}
