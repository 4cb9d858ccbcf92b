package dev.templatedeployer.query;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/// One who waits for a value that fulfils a wish.
record Waiter<T>(Predicate<T> wish, CompletableFuture<Optional<T>> found) {

  Waiter(Predicate<T> wish) {
    this(wish, new CompletableFuture<>());
  }

  /// Stops waiting if `value` is what was wished for.
  void look(T value) {
    if (wish.test(value)) {
      found.complete(Optional.of(value));
    }
  }

  /// Stops waiting: nothing more will come.
  void end() {
    found.complete(Optional.empty());
  }

  /// What was found, or empty if nothing was within `timeout`.
  ///
  /// @param isOver whether nothing more will come
  Optional<T> result(boolean isOver, Duration timeout) throws InterruptedException {
    if (isOver) {
      end();
    }
    try {
      return found.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Nobody completes a wait with an exception.", e);
    }
  }
}
