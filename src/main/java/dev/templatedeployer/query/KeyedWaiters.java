package dev.templatedeployer.query;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Those who wait for something that has a name.
///
/// @param <K> the names
/// @param <V> what is said of what has one
final class KeyedWaiters<K, V> {

  private final ConcurrentMap<K, Queue<Waiter<V>>> waiters = new ConcurrentHashMap<>();

  /// Waits until `wish` is true of what `key` names.
  ///
  /// @param present how it stands now; asked after the waiter is known, so that no news is missed
  /// @param isOver whether nothing more will come; asked after `present`
  Optional<V> await(
      K key,
      Predicate<V> wish,
      Supplier<Optional<V>> present,
      Supplier<Boolean> isOver,
      Duration timeout)
      throws InterruptedException {
    var waiter = new Waiter<>(wish);
    waiters.compute(key, (_, others) -> with(others, waiter));
    try {
      look(waiter, present, isOver);
      return waiter.result(isOver.get(), timeout);
    } finally {
      waiters.computeIfPresent(key, (_, others) -> without(others, waiter));
    }
  }

  private static <V> void look(
      Waiter<V> waiter, Supplier<Optional<V>> present, Supplier<Boolean> isOver) {
    try {
      present.get().ifPresent(waiter::look);
    } catch (QuestionGivenUp _) {
      // nobody had time to look, and news may still come
    } catch (RuntimeException e) {
      if (!isOver.get()) { // else what was asked may be closed already
        throw e;
      }
    }
  }

  /// Wakes those whose wish is fulfilled by `news`.
  void tell(Map<K, V> news) {
    if (waiters.isEmpty()) {
      return;
    }
    news.forEach((key, value) -> {
      Queue<Waiter<V>> those = waiters.get(key);
      if (those != null) {
        those.forEach(waiter -> waiter.look(value));
      }
    });
  }

  /// Sends everybody away.
  void end() {
    waiters.values().forEach(those -> those.forEach(Waiter::end));
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
