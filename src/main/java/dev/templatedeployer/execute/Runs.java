package dev.templatedeployer.execute;

import dev.templatedeployer.domain.DeploymentId;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// All runs of this process: the newest of each deployment, and those that have a thread.
final class Runs {

  private final Map<DeploymentId, Run> newest = new ConcurrentHashMap<>();
  private final Set<Run> onThreads = ConcurrentHashMap.newKeySet();

  /// The newest run of a deployment, queued or running; null if there is none.
  @Nullable Run find(DeploymentId id) {
    return newest.get(id);
  }

  /// Makes `run` the newest of its deployment.
  void add(Run run) {
    newest.put(run.id(), run);
  }

  /// Forgets `run`: its end was reported, or somebody else will see to it.
  void forget(Run run) {
    newest.remove(run.id(), run);
  }

  /// All runs that are the newest of their deployment.
  Collection<Run> newest() {
    return newest.values();
  }

  /// Says that `run` has got a thread.
  void threadGiven(Run run) {
    onThreads.add(run);
  }

  /// Says that nobody needs to wait for the thread of `run` any more.
  void threadLeft(Run run) {
    onThreads.remove(run);
    synchronized (this) {
      notifyAll();
    }
  }

  /// The runs that have a thread, but for those given up.
  Collection<Run> onThreads() {
    return onThreads;
  }

  /// Waits until no run has a thread; says whether that came within `patience`.
  synchronized boolean awaitNone(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (!onThreads.isEmpty()) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }
}
