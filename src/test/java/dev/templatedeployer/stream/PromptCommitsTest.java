package dev.templatedeployer.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;

class PromptCommitsTest {

  final AtomicLong clock = new AtomicLong(-7);
  final AtomicLong wallClock = new AtomicLong(1_700_000_000_000L);
  final PromptCommits commits = new PromptCommits(clock::get, wallClock::get);

  @Test
  void comeAtOnceWhileRecordsAreFew() {
    assertThat(committed(1_000, Duration.ofMillis(3))).isEqualTo(1_000);
  }

  @Test
  void areLeftToTheIntervalWhileRecordsAreMany() {
    assertThat(committed(10_000, Duration.ofNanos(100_000))).isEqualTo(25);
  }

  @Test
  void areLeftToTheIntervalAlthoughEachCommitPausesTheRecords() {
    for (int i = 0; i < 100; i++) {
      committed(100, Duration.ofNanos(100_000));
      pass(Duration.ofMillis(8));
    }
    assertThat(committed(100, Duration.ofNanos(100_000))).isZero();
  }

  @Test
  void comeAtOnceAgainAfterARest() {
    committed(10_000, Duration.ofNanos(100_000));
    pass(Duration.ofMillis(100));
    assertThat(committed(10, Duration.ofMillis(3))).isEqualTo(10);
  }

  /// A commit that takes 8 ms lets so few records through that they never look like many.
  @Test
  void areLeftToTheIntervalWhileRecordsWaitHoweverFewAreProcessed() {
    assertThat(committed(1_000, Duration.ofMillis(8), Duration.ofMillis(26))).isZero();
    assertThat(committed(1_000, Duration.ofMillis(8), Duration.ofMillis(25))).isEqualTo(1_000);
  }

  @Test
  void areLeftToTheIntervalWhileRecordsWaitAlthoughTheBrokersClockIsAhead() {
    assertThat(committed(10, Duration.ofMillis(8), Duration.ofSeconds(-5))).isEqualTo(10);
    assertThat(committed(10, Duration.ofMillis(8), Duration.ofMillis(-4_970))).isZero();
  }

  private int committed(int records, Duration apart) {
    return committed(records, apart, Duration.ZERO);
  }

  /// @param waited how long ago the broker took each record in, by our clock
  private int committed(int records, Duration apart, Duration waited) {
    int committed = 0;
    for (int i = 0; i < records; i++) {
      pass(apart);
      var context = new MockProcessorContext<byte[], Object>();
      commits.processed(context, wallClock.get() - waited.toMillis());
      committed += context.committed() ? 1 : 0;
    }
    return committed;
  }

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }
}
