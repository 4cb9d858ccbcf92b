package dev.templatedeployer.query;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRecord;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Those who wait for the read model. A batch wakes the ones it satisfies and no other.
final class Waiters {

  private final ConcurrentMap<DeploymentId, Queue<Waiter<DeploymentRecord>>> forDeployments =
      new ConcurrentHashMap<>();
  private final Queue<Waiter<Position>> forPositions = new ConcurrentLinkedQueue<>();
  private volatile boolean isOver;

  /// One who waits for a value that fulfils a wish.
  private record Waiter<T>(Predicate<T> wish, CompletableFuture<Optional<T>> found) {

    Waiter(Predicate<T> wish) {
      this(wish, new CompletableFuture<>());
    }

    void look(T value) {
      if (wish.test(value)) {
        found.complete(Optional.of(value));
      }
    }
  }

  /// Waits for a deployment.
  ///
  /// @param present how it stands now; asked after the waiter is known, so that no batch is missed
  Optional<DeploymentRecord> await(
      DeploymentId id,
      Predicate<DeploymentRecord> wish,
      Supplier<Optional<DeploymentRecord>> present,
      Duration timeout)
      throws InterruptedException {
    var waiter = new Waiter<>(wish);
    forDeployments.compute(id, (_, waiters) -> with(waiters, waiter));
    try {
      present.get().ifPresent(waiter::look);
      return result(waiter, timeout);
    } finally {
      forDeployments.computeIfPresent(id, (_, waiters) -> without(waiters, waiter));
    }
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
      return result(waiter, timeout).isPresent();
    } finally {
      forPositions.remove(waiter);
    }
  }

  /// Wakes those whose wish `batch` fulfils.
  void tell(Batch batch) {
    forPositions.forEach(waiter -> waiter.look(batch.position()));
    if (forDeployments.isEmpty()) {
      return;
    }
    batch
        .deployments()
        .forEach((id, record) -> {
          Queue<Waiter<DeploymentRecord>> waiters = forDeployments.get(id);
          if (waiters != null) {
            waiters.forEach(waiter -> waiter.look(record));
          }
        });
  }

  /// Sends everybody away, now and from now on: nothing more will come.
  void end() {
    isOver = true;
    forPositions.forEach(waiter -> waiter.found().complete(Optional.empty()));
    forDeployments
        .values()
        .forEach(waiters -> waiters.forEach(waiter -> waiter.found().complete(Optional.empty())));
  }

  private <T> Optional<T> result(Waiter<T> waiter, Duration timeout) throws InterruptedException {
    if (isOver) {
      waiter.found().complete(Optional.empty());
    }
    try {
      return waiter.found().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Nobody completes a wait with an exception.", e);
    }
  }

  private static <T> Queue<T> with(@Nullable Queue<T> queue, T element) {
    Queue<T> all = queue == null ? new ConcurrentLinkedQueue<>() : queue;
    all.add(element);
    return all;
  }

  private static <T> @Nullable Queue<T> without(Queue<T> queue, T element) {
    queue.remove(element);
    return queue.isEmpty() ? null : queue;
  }
}
