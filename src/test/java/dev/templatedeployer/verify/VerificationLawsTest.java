package dev.templatedeployer.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What holds for every log that the rules could write, and for every moment at which somebody may
/// read it.
class VerificationLawsTest {

  @Test
  void anHonestLogVerifiesClean() {
    for (int seed = 0; seed < 300; seed++) {
      var log = new LogInMemory().live(new SplittableRandom(seed), 8, 80);

      Findings.Snapshot found = log.verified();

      assertThat(found.listed()).as("seed %d", seed).isEmpty();
      assertThat(found.deployments()).isEqualTo(log.records.size());
      assertThat(found.events()).isEqualTo(log.events.size());
    }
  }

  /// The service decides on while the verifier reads: each side is read to a commit of its own.
  @Test
  void anHonestLogVerifiesCleanWhoeverIsAhead() {
    for (int seed = 0; seed < 2_000; seed++) {
      var random = new SplittableRandom(seed);
      var log = new LogInMemory().live(random, 5, 60);
      var reader = log.new Reader();
      reader.changelogTo(commit(log, random, 0).changelog());
      reader.eventsTo(commit(log, random, 0).events());
      reader.check.eventsAreRead();
      reader.readOn();
      assertThat(reader.check.awaitsChangelog() || reader.check.awaitsEvents())
          .as("seed %d", seed)
          .isFalse();
      int shown = commit(log, random, reader.nextEvent()).events();

      assertThat(reader.compare(log.rowsAfter(shown), shown).listed())
          .as("seed %d", seed)
          .isEmpty();
    }
  }

  /// No byte of an event can be changed without its hash telling.
  @Test
  void everyByteOfEveryEventCounts() {
    for (int seed = 0; seed < 400; seed++) {
      var random = new SplittableRandom(seed);
      var log = new LogInMemory().live(random, 4, 30);
      int offset = random.nextInt(log.events.size());
      LogInMemory.Entry entry = log.events.get(offset);
      byte[] value = entry.value() == null ? new byte[0] : entry.value().clone();
      int place = random.nextInt(value.length);
      value[place] ^= (byte) (1 << random.nextInt(8));
      var rows = log.rows();
      log.events.set(offset, entry.with(value));

      assertThat(log.verified(rows).listed())
          .as("seed %d, byte %d of event %d", seed, place, offset)
          .anySatisfy(difference ->
              assertThat(difference.spot())
                  .isEqualTo(new Spot(LogInMemory.SOURCES.events(), 0, offset)));
    }
  }

  private static LogInMemory.Commit commit(LogInMemory log, SplittableRandom random, int events) {
    var later = log.commits.stream().filter(commit -> commit.events() >= events).toList();
    return later.get(random.nextInt(later.size()));
  }
}
