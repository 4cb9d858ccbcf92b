package dev.templatedeployer.query;

import dev.templatedeployer.domain.DeploymentId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One who follows the changes. Nothing lies here: whoever takes them too slowly is left behind,
/// and told so, while what waits for them is kept once for all who follow.
///
/// One thread takes.
public final class Following implements AutoCloseable {

  private final CommittedChanges changes;
  private Start start;

  /// The number of the change that comes next. Of whoever holds the lock of the changes.
  private long next;

  private boolean isLeftBehind;
  private boolean isClosed;

  /// Where it begins.
  ///
  /// @param position how far the read model had come; what follows comes after it
  /// @param isComplete whether `missed` is everything since the position that was asked for
  /// @param missed deployments that changed since then, each once; how they are now is to be looked
  ///   up
  public record Start(Position position, boolean isComplete, List<DeploymentId> missed) {

    public Start {
      missed = List.copyOf(missed);
    }
  }

  /// @param next the number of the change that comes first
  Following(CommittedChanges changes, Start start, long next) {
    this.changes = changes;
    this.start = start;
    this.next = next;
  }

  /// Where it begins.
  public Start start() {
    return start;
  }

  /// Forgets what was missed, when it is not needed any more.
  public void caughtUp() {
    start = new Start(start.position(), start.isComplete(), List.of());
  }

  /// The next change, or empty if there was none within `patience` or nothing more comes.
  public Optional<Change> next(Duration patience) throws InterruptedException {
    return changes.next(this, patience);
  }

  /// Whether nothing more comes: this was too slow, or the read model stopped.
  public boolean isOver() {
    return changes.isOver(this);
  }

  /// Whether this was too slow, so that changes were lost to it.
  public boolean isLeftBehind() {
    synchronized (changes) {
      return isLeftBehind;
    }
  }

  /// Follows no more. Whoever waits in [#next] is let go.
  @Override
  public void close() {
    changes.leave(this);
  }

  /// The changes that are kept, if this has not left and they still go back to the one that comes
  /// next. Under the lock of the changes.
  boolean isIn(LatestChanges latest) {
    if (next < latest.first()) {
      isLeftBehind = true;
    }
    return !isLeftBehind && !isClosed;
  }

  /// Whether there is one to take. Under the lock of the changes.
  boolean hasNext(LatestChanges latest) {
    return next < latest.next();
  }

  /// Takes it. Under the lock of the changes.
  Change take(LatestChanges latest) {
    return latest.get(next++);
  }

  /// Wants no more. Under the lock of the changes.
  void leave() {
    isClosed = true;
  }
}
