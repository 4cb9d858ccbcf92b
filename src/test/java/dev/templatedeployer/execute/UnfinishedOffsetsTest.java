package dev.templatedeployer.execute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class UnfinishedOffsetsTest {

  final UnfinishedOffsets offsets = new UnfinishedOffsets(Progress.of(10, ""));

  @Test
  void beginWhereTheOwnerBeforeHadCome() {
    assertThat(offsets.progress().lowest()).isEqualTo(10);
  }

  @Test
  void riseWithTheLowestOne() {
    offsets.take(10);
    offsets.take(11);
    offsets.take(12);
    offsets.finish(11);
    assertThat(offsets.progress().lowest()).isEqualTo(10);
    offsets.finish(10);
    assertThat(offsets.progress().lowest()).isEqualTo(12);
    offsets.finish(12);
    assertThat(offsets.progress().lowest()).isEqualTo(13);
  }

  @Test
  void passOverWhatIsNoRecord() {
    offsets.take(10);
    offsets.passTo(15);
    offsets.finish(10);
    assertThat(offsets.progress().lowest()).isEqualTo(15);
  }

  @Test
  void keepWhatAnEarlierOwnerFinishedAheadOfThem() {
    var inherited = new Progress(new TreeSet<>(List.of(10L, 20L)), 30);
    var inheriting = new UnfinishedOffsets(inherited);
    assertThat(inheriting.progress()).isEqualTo(inherited);
    assertThat(inheriting.wasFinishedBefore(11)).isTrue();
    assertThat(inheriting.wasFinishedBefore(20)).isFalse();
    inheriting.take(10);
    inheriting.finish(10);
    assertThat(inheriting.progress()).isEqualTo(new Progress(new TreeSet<>(List.of(20L)), 30));
    inheriting.passTo(25);
    assertThat(inheriting.progress()).isEqualTo(new Progress(new TreeSet<>(), 30));
  }

  @Test
  void neverPassOneThatIsUnfinishedInWhateverOrderTheyEnd() {
    for (long seed = 1; seed <= 50; seed++) {
      var random = new SplittableRandom(seed);
      var mixed = new UnfinishedOffsets(Progress.of(0, ""));
      var running = new ArrayList<Long>();
      long next = 0;
      for (int step = 0; step < 500; step++) {
        if (running.isEmpty() || random.nextBoolean()) {
          mixed.take(next);
          running.add(next);
          next++;
        } else {
          mixed.finish(running.remove(random.nextInt(running.size())));
        }
        long lowest = running.stream().min(Long::compare).orElse(next);
        assertThat(mixed.progress().lowest()).describedAs("seed %d", seed).isEqualTo(lowest);
      }
    }
  }
}
