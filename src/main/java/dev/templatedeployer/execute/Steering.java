package dev.templatedeployer.execute;

import dev.templatedeployer.domain.TemplateName;
import java.time.Duration;

/// Says of each partition which way it is read next.
///
/// While a lane is full for a moment, its partitions are left alone: what was fetched of them stays
/// fetched. Whatever keeps their starts waiting for longer, what lies behind is read within
/// [#PATIENCE], so that a stop is followed.
final class Steering {

  /// How long what lies behind may be left unread.
  private static final long PATIENCE = Duration.ofSeconds(1).toNanos();

  /// How long overtaking goes on at most once there is room again: meanwhile the lane runs dry,
  /// since what was fetched of its partitions is lost whenever they are read elsewhere.
  private static final long GLANCE = Duration.ofMillis(100).toNanos();

  private final Lanes lanes;

  /// What is done with a partition.
  enum Course {
    /// Its records are taken in their order.
    TAKE,
    /// What need not wait for its turn is looked for behind it.
    OVERTAKE,
    /// It is left alone for a moment.
    PAUSE
  }

  Steering(Lanes lanes) {
    this.lanes = lanes;
  }

  /// The course of `partition`, which has looked ahead and holds work of `template`.
  ///
  /// @param isPaused whether it was left alone until now
  /// @param isAtEnd whether everything in it has been read, as far as that is known
  Course course(
      WorkPartition partition,
      TemplateName template,
      boolean isPaused,
      boolean isAtEnd,
      long nanos) {
    boolean isStuck = isStuck(partition, template, nanos);
    boolean isTaking = partition.reading() == WorkPartition.Reading.TAKING;
    boolean isFlowing = isTaking && !isPaused;
    boolean hasRoom = isFlowing ? !lanes.isFull(template) : lanes.hasRoom(template);
    if (isFlowing && isAtEnd) {
      partition.sawAllAt(nanos);
    }
    if (!isStuck && hasRoom && (isTaking || mayTurnBack(partition, nanos))) {
      return Course.TAKE;
    }
    boolean isDue = isStuck || !isTaking || nanos - partition.sawAllAt() >= PATIENCE;
    return isDue && partition.mayOvertake() ? Course.OVERTAKE : Course.PAUSE;
  }

  /// Whether work of `partition` may not be taken, whatever room there is.
  boolean isStuck(WorkPartition partition, TemplateName template, long nanos) {
    return lanes.isHeld(template) || partition.isWaiting(nanos);
  }

  private static boolean mayTurnBack(WorkPartition partition, long nanos) {
    return !partition.hasOvertaken()
        || partition.hasReachedItsGoal()
        || nanos - partition.sawAllAt() >= GLANCE;
  }
}
