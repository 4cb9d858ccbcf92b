package dev.templatedeployer.cli;

import java.time.Duration;
import java.time.Instant;

/// The line that shows how far a rebuild has come, and when it will be done.
final class RebuildProgress implements AutoCloseable {

  private static final int WIDTH = 30;
  private static final Duration BETWEEN = Duration.ofMillis(100);

  private final Session session;
  private final Progress progress;
  private final Instant began;
  private Instant shownAt = Instant.EPOCH;

  RebuildProgress(Session session) {
    this.session = session;
    this.progress = session.progress();
    this.began = session.now();
  }

  /// Shows that it has come so far, unless it was just shown.
  void show(long done, long all) {
    var now = session.now();
    if (now.isBefore(shownAt.plus(BETWEEN)) && done < all) {
      return;
    }
    shownAt = now;
    var look = session.look();
    var full = all == 0 ? WIDTH : (int) (WIDTH * done / all);
    var bar = look.either("█", "#").repeat(full) + look.either("░", ".").repeat(WIDTH - full);
    var spent = Duration.between(began, now);
    var left =
        done == 0 || done == all
            ? ""
            : ", %s left".formatted(Times.length(spent.multipliedBy(all - done).dividedBy(done)));
    progress.show("rebuilding", "%s %s of %s%s".formatted(bar, amount(done), amount(all), left));
  }

  /// How long it has taken.
  Duration took() {
    return Duration.between(began, session.now());
  }

  /// A number as people read it.
  static String amount(long number) {
    return ReadableJson.amount(Long.toString(number));
  }

  @Override
  public void close() {
    progress.close();
  }
}
