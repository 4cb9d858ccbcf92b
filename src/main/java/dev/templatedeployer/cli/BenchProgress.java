package dev.templatedeployer.cli;

import dev.templatedeployer.bench.BenchWatcher;
import java.time.Duration;
import java.time.Instant;

/// How far a benchmark is, as a bar on a terminal.
final class BenchProgress implements BenchWatcher, AutoCloseable {

  private static final int WIDTH = 30;
  private static final Duration BETWEEN = Duration.ofMillis(100);

  private final Progress progress;
  private final Session session;
  private final Look look;
  private String shown = "";
  private Instant shownAt = Instant.EPOCH;

  BenchProgress(Session session) {
    this.session = session;
    this.progress = session.progress();
    this.look = session.look();
  }

  @Override
  public void progress(String phase, int sent, int ended, int count) {
    var now = session.now();
    if (phase.equals(shown) && now.isBefore(shownAt.plus(BETWEEN))) {
      return;
    }
    shown = phase;
    shownAt = now;
    progress.show(phase, bar(sent, ended, count));
  }

  private String bar(int sent, int ended, int count) {
    var full = (int) ((long) WIDTH * ended / count);
    var bar = look.either("█", "#").repeat(full) + look.either("░", ".").repeat(WIDTH - full);
    return "%s %s of %s, %s under way"
        .formatted(bar, amount(ended), amount(count), amount(Math.max(0, sent - ended)));
  }

  private static String amount(int number) {
    return ReadableJson.amount(Integer.toString(number));
  }

  @Override
  public void close() {
    progress.close();
  }
}
