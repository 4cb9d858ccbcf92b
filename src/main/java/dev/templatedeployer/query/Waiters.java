package dev.templatedeployer.query;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.identity.Principal;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Those who wait for the read model. A batch wakes the ones it satisfies and no other.
final class Waiters {

  private final KeyedWaiters<DeploymentId, DeploymentRecord> forDeployments = new KeyedWaiters<>();
  private final KeyedWaiters<Principal, Answer<Long>> forCanisters = new KeyedWaiters<>();
  private final Queue<Waiter<Position>> forPositions = new ConcurrentLinkedQueue<>();
  private volatile boolean isOver;

  /// Waits for a deployment.
  ///
  /// @param present how it stands now; asked after the waiter is known, so that no batch is missed
  Optional<DeploymentRecord> await(
      DeploymentId id,
      Predicate<DeploymentRecord> wish,
      Supplier<Optional<DeploymentRecord>> present,
      Duration timeout)
      throws InterruptedException {
    return forDeployments.await(id, wish, present, () -> isOver, timeout);
  }

  /// Waits for a version of a canister.
  ///
  /// @param present its version now, and the position of that
  Optional<Answer<Long>> await(
      Principal canister, long version, Supplier<Optional<Answer<Long>>> present, Duration timeout)
      throws InterruptedException {
    return forCanisters.await(
        canister, seen -> seen.value() >= version, present, () -> isOver, timeout);
  }

  /// Waits for a position.
  ///
  /// @param present where the read model stands now
  boolean await(Predicate<Position> wish, Supplier<Position> present, Duration timeout)
      throws InterruptedException {
    var waiter = new Waiter<>(wish);
    forPositions.add(waiter);
    try {
      waiter.look(present.get());
      return waiter.result(isOver, timeout).isPresent();
    } finally {
      forPositions.remove(waiter);
    }
  }

  /// Wakes those whose wish `batch` fulfils.
  void tell(Batch batch) {
    forPositions.forEach(waiter -> waiter.look(batch.position()));
    forDeployments.tell(batch.deployments());
    forCanisters.tell(batch.canisters());
  }

  /// Sends everybody away, now and from now on: nothing more will come.
  void end() {
    isOver = true;
    forPositions.forEach(Waiter::end);
    forDeployments.end();
    forCanisters.end();
  }
}
