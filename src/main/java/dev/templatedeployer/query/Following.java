package dev.templatedeployer.query;

import dev.templatedeployer.domain.DeploymentId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// One who follows the changes. The projector hands them over and never waits: who takes them too
/// slowly is left behind, and told so.
///
/// One thread takes; the projector's gives.
public final class Following implements AutoCloseable {

  /// The most deployments that may lie here untaken.
  static final int MOST_UNTAKEN = 20_000;

  private final Start start;
  private final Consumer<Following> leave;
  private final BlockingQueue<Optional<Change>> untaken = new LinkedBlockingQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private volatile boolean isOver;

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

  Following(Start start, Consumer<Following> leave) {
    this.start = start;
    this.leave = leave;
  }

  /// Where it begins.
  public Start start() {
    return start;
  }

  /// The next change, or empty if there was none within `patience` or nothing more comes.
  public Optional<Change> next(Duration patience) throws InterruptedException {
    if (isOver && untaken.isEmpty()) {
      return Optional.empty();
    }
    Optional<Change> next = untaken.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
    if (next == null) {
      return Optional.empty();
    }
    next.ifPresent(change -> size.addAndGet(-weight(change)));
    return next;
  }

  /// Whether nothing more comes: this was too slow, or the read model stopped.
  public boolean isOver() {
    return isOver && untaken.stream().allMatch(Optional::isEmpty);
  }

  /// Follows no more. Whoever waits in [#next] is let go.
  @Override
  public void close() {
    leave.accept(this);
    end();
  }

  /// Hands a change over, unless too many lie here already.
  ///
  /// @return whether it was taken
  boolean offer(Change change) {
    if (size.addAndGet(weight(change)) > MOST_UNTAKEN && !untaken.isEmpty()) {
      end();
      return false;
    }
    return untaken.add(Optional.of(change));
  }

  void end() {
    isOver = true;
    untaken.add(Optional.empty());
  }

  /// A change without deployments takes room too.
  private static int weight(Change change) {
    return 1 + change.deployments().size();
  }
}
