package dev.templatedeployer.query;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells everybody who follows what changed, and remembers the latest changes for those who come
/// back.
///
/// Only the names of what changed are remembered, at most [#MOST_REMEMBERED], so that this costs a
/// few megabytes whatever the deployments hold. After a start nothing is known of what was before.
public final class CommittedChanges implements Changes {

  /// The most changes that are remembered.
  static final int MOST_REMEMBERED = 50_000;

  /// The most deployments of which it is told that they changed meanwhile: whoever missed more had
  /// better load a page anew.
  static final int MOST_MISSED = 10_000;

  private final Deque<Remembered> remembered = new ArrayDeque<>();
  private final Set<Following> followers = new HashSet<>();
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
    var following = new Following(start(since), this::leave);
    if (isOver) {
      following.end();
    } else {
      followers.add(following);
    }
    return following;
  }

  /// Tells everybody of `change`, and lets go of those who are too slow. Waits for nobody.
  public synchronized void tell(Change change) {
    reached = change.position();
    if (!change.deployments().isEmpty()) {
      remember(
          new Remembered(
              reached, change.deployments().stream().map(DeploymentRecord::id).toList()));
    }
    followers.removeIf(following -> !following.offer(change));
  }

  /// Sends everybody away, now and from now on: nothing more will come.
  public synchronized void end() {
    isOver = true;
    followers.forEach(Following::end);
    followers.clear();
  }

  private synchronized void leave(Following following) {
    followers.remove(following);
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
