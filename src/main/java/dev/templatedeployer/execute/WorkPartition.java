package dev.templatedeployer.execute;

import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// One partition of a work topic that this process owns, and the place where it is read.
///
/// ```text
/// LOOKING_AHEAD --> TAKING <--> OVERTAKING
/// ```
///
/// First it looks ahead. Then it takes records in their order. While none may be taken, it reads on
/// for those that need not wait for their turn, and later goes back to where the turn is.
///
/// Owned by the thread of [WorkConsumer]; only [#finish] may be called by others.
final class WorkPartition {

  private final TopicPartition name;
  private final UnfinishedOffsets offsets;
  private final LookAhead lookAhead;
  private final Overtakers overtakers;
  private final Queue<Long> finished = new ConcurrentLinkedQueue<>();

  private Reading reading = Reading.LOOKING_AHEAD;
  private long position;

  /// How far was read the last time that it overtook.
  private long readTo;

  /// Where the log ended when that was last told; and before it began to overtake.
  private long knownEnd;

  private long goal;

  private long sawAllNanos;
  private boolean hasReadOn;
  private @Nullable Obstacle obstacle;

  /// How it is read at present.
  enum Reading {
    /// To its end, to see what is superseded.
    LOOKING_AHEAD,
    /// Record by record.
    TAKING,
    /// Behind those whose turn it is.
    OVERTAKING
  }

  /// A record that cannot be read yet, and holds up all behind it that have to wait for their turn.
  ///
  /// @param sentence why it cannot be read
  /// @param retryNanos when it is tried again
  private record Obstacle(long offset, String sentence, long retryNanos) {}

  /// @param remembered the most deployments to remember of those that overtake
  WorkPartition(TopicPartition name, Progress inherited, LookAhead lookAhead, int remembered) {
    this.name = name;
    this.offsets = new UnfinishedOffsets(inherited);
    this.lookAhead = lookAhead;
    this.overtakers = new Overtakers(remembered);
    this.position = lookAhead.from();
  }

  TopicPartition name() {
    return name;
  }

  /// A record of this partition.
  ///
  /// @param offset its offset
  record Place(WorkPartition partition, long offset) {

    /// Says that the record needs nothing any more. By any thread, any number of times.
    void finish() {
      partition.finish(offset);
    }
  }

  /// Says that the record at `offset` needs nothing any more. By any thread.
  void finish(long offset) {
    finished.add(offset);
  }

  Reading reading() {
    return reading;
  }

  boolean isLookingAhead() {
    return reading == Reading.LOOKING_AHEAD;
  }

  LookAhead lookAhead() {
    return lookAhead;
  }

  /// Where the consumer reads next, unless the log is another one than before.
  long position() {
    return position;
  }

  /// Goes back, or ends the look ahead: from now on records are taken. The consumer has to be where
  /// [#position] then says.
  void beginTaking(long nanos) {
    if (reading == Reading.LOOKING_AHEAD) {
      lookAhead.complete();
    } else {
      readTo = position;
    }
    reading = Reading.TAKING;
    position = offsets.next();
    sawAllNanos = nanos;
  }

  /// Reads on behind what cannot be taken. The consumer has to be where [#position] then says.
  void beginOvertaking(long nanos) {
    reading = Reading.OVERTAKING;
    position = Math.max(readTo, position);
    goal = knownEnd;
    sawAllNanos = nanos;
    hasReadOn = false;
  }

  /// Whether `record` has to be followed: no earlier owner finished it, and no later instruction
  /// for the same deployment is known.
  ///
  /// @param last the offset of the last record of each key that was read together with it
  boolean stands(ConsumerRecord<String, byte[]> record, Map<String, Long> last) {
    long offset = record.offset();
    return last.getOrDefault(record.key(), offset) <= offset
        && !lookAhead.isSuperseded(record.key(), offset)
        && !overtakers.haveSettled(record.key(), offset)
        && !offsets.wasFinishedBefore(offset);
  }

  /// Takes the record at `offset`, whose turn it is.
  Place take(long offset) {
    offsets.take(offset);
    return new Place(this, offset);
  }

  /// Takes the record of `id` at `offset` before its turn.
  Place overtake(String id, long offset) {
    offsets.overtake(offset);
    overtakers.add(id, offset);
    return new Place(this, offset);
  }

  /// Whether more records may be taken before their turn.
  boolean mayOvertake() {
    return !overtakers.areTooMany();
  }

  /// Whether it reads behind what cannot be taken, and not just there.
  boolean hasOvertaken() {
    return reading == Reading.OVERTAKING && position > offsets.next();
  }

  /// Says that the log ends at `end`, and whether all below it was read, in turn or before.
  boolean hasReadTo(long end) {
    knownEnd = end;
    return end <= Math.max(readTo, position);
  }

  /// Whether something was read since it began to overtake, and all that was known of then.
  boolean hasReachedItsGoal() {
    return hasReadOn && position >= goal;
  }

  /// Says that the consumer is at `reached`, which may be beyond the last record: the end of a
  /// transaction takes up offsets too.
  void passTo(long reached) {
    if (reached <= position) {
      return;
    }
    position = reached;
    hasReadOn = true;
    if (reading == Reading.TAKING) {
      offsets.passTo(position);
      if (position >= readTo) {
        overtakers.forget();
      }
      if (obstacle != null && position > obstacle.offset()) {
        obstacle = null;
      }
    }
  }

  /// Waits before the record at `offset`, which cannot be read yet.
  ///
  /// @param sentence why
  /// @param retryNanos when to try again
  void waitBefore(long offset, String sentence, long retryNanos) {
    passTo(offset);
    obstacle = new Obstacle(offset, sentence, retryNanos);
  }

  /// Whether it waits before a record that cannot be read, and it is too early to try again.
  boolean isWaiting(long nanos) {
    return obstacle != null && nanos - obstacle.retryNanos() < 0;
  }

  /// Why a record of it cannot be read yet, as a sentence; empty if none waits.
  Optional<String> problem() {
    return Optional.ofNullable(obstacle)
        .map(it ->
            "The work at offset %d of '%s' cannot be read yet, and what comes behind it waits, but for stops: %s If another release wrote it, finish the upgrade."
                .formatted(it.offset(), name, it.sentence()));
  }

  /// When everything in it had been read, or it began to be read as it is.
  long sawAllAt() {
    return sawAllNanos;
  }

  /// Says that everything in it has been read.
  void sawAllAt(long nanos) {
    sawAllNanos = nanos;
  }

  /// What to commit.
  OffsetAndMetadata progress() {
    for (Long offset = finished.poll(); offset != null; offset = finished.poll()) {
      offsets.finish(offset);
    }
    Progress progress = offsets.progress();
    return new OffsetAndMetadata(progress.lowest(), progress.text());
  }
}
