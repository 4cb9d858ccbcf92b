package dev.templatedeployer.query;

import dev.templatedeployer.domain.DeploymentId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Tells everybody who follows what changed, and remembers the latest changes for those who come
/// back.
///
/// For those who come back only the names of what changed are remembered, at most
/// [#MOST_REMEMBERED]; for those who follow the [LatestChanges], as long as anybody does. So this
/// costs some megabytes, whatever the deployments hold and however slowly it is read. After a start
/// nothing is known of what was before.
public final class CommittedChanges implements Changes {

  /// The most changes that are remembered.
  static final int MOST_REMEMBERED = 50_000;

  /// The most deployments of which it is told that they changed meanwhile: whoever missed more had
  /// better load a page anew.
  static final int MOST_MISSED = 10_000;

  private final Deque<Remembered> remembered = new ArrayDeque<>();
  private final Set<Following> followers = new HashSet<>();
  private final LatestChanges latest = new LatestChanges();
  private int size;
  private Position forgottenTo;
  private Position reached;
  private boolean isOver;

  private record Remembered(Position position, List<DeploymentId> ids) {}

  /// @param reached how far the read model has come
  public CommittedChanges(Position reached) {
    this.reached = reached;
    this.forgottenTo = reached;
  }

  @Override
  public synchronized Following follow(@Nullable Position since) {
    var following = new Following(this, start(since), latest.next());
    followers.add(following);
    return following;
  }

  /// Tells everybody of `change`. Waits for nobody.
  public synchronized void tell(Change change) {
    if (!followers.isEmpty()) {
      latest.add(change, reached);
    }
    reached = change.position();
    if (!change.deployments().isEmpty()) {
      remember(
          new Remembered(
              reached, change.deployments().stream().map(DeploymentSummary::id).toList()));
    }
    notifyAll();
  }

  /// Sends everybody away, now and from now on: nothing more will come.
  public synchronized void end() {
    isOver = true;
    notifyAll();
  }

  /// How many bytes wait for those who follow, roughly.
  synchronized int bytesWaiting() {
    return latest.bytes();
  }

  synchronized Optional<Change> next(Following following, Duration patience)
      throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (following.isIn(latest)) {
      if (following.hasNext(latest)) {
        return Optional.of(following.take(latest));
      }
      long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (isOver || millis <= 0) {
        return Optional.empty();
      }
      wait(millis);
    }
    return Optional.empty();
  }

  synchronized boolean isOver(Following following) {
    return !following.isIn(latest) || (isOver && !following.hasNext(latest));
  }

  synchronized void leave(Following following) {
    following.leave();
    followers.remove(following);
    if (followers.isEmpty()) {
      latest.clear();
    }
    notifyAll();
  }

  private Following.Start start(@Nullable Position since) {
    if (since == null) {
      return new Following.Start(reached, true, List.of());
    }
    if (!since.reaches(forgottenTo)) {
      return new Following.Start(reached, false, List.of());
    }
    var missed = new LinkedHashSet<DeploymentId>();
    remembered.stream()
        .filter(batch -> !since.reaches(batch.position()))
        .forEach(batch -> missed.addAll(batch.ids()));
    return missed.size() > MOST_MISSED
        ? new Following.Start(reached, false, List.of())
        : new Following.Start(reached, true, List.copyOf(missed));
  }

  private void remember(Remembered batch) {
    remembered.add(batch);
    size += batch.ids().size();
    while (size > MOST_REMEMBERED) {
      Remembered oldest = remembered.remove();
      size -= oldest.ids().size();
      forgottenTo = oldest.position();
    }
  }
}
