package dev.templatedeployer.template.engine;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

/// Lets only one at a time do something to the same thing. The others wait.
final class Turns {

  private final ConcurrentMap<String, Queue> queues = new ConcurrentHashMap<>();

  /// Those who want the same thing.
  ///
  /// @param many how many they are, whoever has its turn included
  private record Queue(ReentrantLock lock, int many) {}

  /// Somebody's turn, until it is closed by the same thread.
  interface Turn extends AutoCloseable {
    @Override
    void close();
  }

  /// Waits for a turn.
  Turn take(String thing) throws InterruptedException {
    ReentrantLock lock = join(thing);
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      leave(thing);
      throw e;
    }
    return () -> {
      lock.unlock();
      leave(thing);
    };
  }

  private ReentrantLock join(String thing) {
    Queue queue =
        queues.compute(
            thing,
            (_, old) ->
                old == null
                    ? new Queue(new ReentrantLock(), 1)
                    : new Queue(old.lock(), old.many() + 1));
    return queue.lock();
  }

  private void leave(String thing) {
    queues.computeIfPresent(
        thing, (_, old) -> old.many() == 1 ? null : new Queue(old.lock(), old.many() - 1));
  }
}
