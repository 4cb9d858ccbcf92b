package dev.templatedeployer.query;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The turns of those who ask: each may take a few places at once, and lines up for more, first
/// come, first served. Whoever asks nothing is not remembered.
///
/// @param most the most places that one may take at once
record Turns(int most, ConcurrentMap<String, Line> lines) {

  /// Those who ask under one name.
  ///
  /// @param people how many have a turn or wait for one
  private record Line(Semaphore free, int people) {

    Line with(int more) {
      return new Line(free, people + more);
    }
  }

  Turns(int most) {
    this(most, new ConcurrentHashMap<>());
  }

  /// Takes a turn of `name`, which has to be ended.
  ///
  /// @return whether there was one within `patience`
  boolean take(String name, Duration patience) throws InterruptedException {
    Semaphore free =
        lines
            .compute(
                name,
                (_, line) -> line == null ? new Line(new Semaphore(most, true), 1) : line.with(1))
            .free();
    var hasTurn = false;
    try {
      hasTurn = free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
      return hasTurn;
    } finally {
      if (!hasTurn) {
        leave(name);
      }
    }
  }

  /// Ends a turn of `name`.
  void end(String name) {
    Line line = lines.get(name);
    if (line == null) {
      throw new IllegalStateException("Nobody of that name has a turn.");
    }
    line.free().release();
    leave(name);
  }

  private void leave(String name) {
    lines.computeIfPresent(name, (_, line) -> left(line));
  }

  private static @Nullable Line left(Line line) {
    return line.people() == 1 ? null : line.with(-1);
  }
}
