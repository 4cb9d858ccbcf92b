package dev.templatedeployer.execute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ProgressTest {

  @Test
  void commitsTheLowestUnfinishedOffset() {
    assertThat(progress(20).lowest()).isEqualTo(20);
    assertThat(progress(20, 12, 15).lowest()).isEqualTo(12);
  }

  @Test
  void needsNoTextWhenNothingIsUnfinished() {
    assertThat(progress(20).text()).isEmpty();
  }

  @Test
  void isReadBackAsItWasWritten() {
    var written = progress(1_000_000, 12, 13, 500, 999_999);
    assertThat(Progress.of(written.lowest(), written.text())).isEqualTo(written);
  }

  @Test
  void knowsWhatIsFinished() {
    var progress = progress(20, 12, 15);
    assertThat(List.of(11L, 13L, 19L)).allMatch(progress::isFinished);
    assertThat(List.of(12L, 15L, 20L, 21L)).noneMatch(progress::isFinished);
  }

  @Test
  void takesTheTextsOfOthersForNoneAtAll() {
    for (String text : List.of("", "host-7", "u1:", "u1:!!", "u1:gICA")) {
      assertThat(Progress.of(7, text).lowest()).describedAs(text).isEqualTo(7);
      assertThat(Progress.of(7, text).isFinished(8)).describedAs(text).isFalse();
    }
  }

  @Test
  void neverCallsAnythingFinishedThatIsNotHoweverMuchHadToBeLeftOut() {
    for (long seed = 1; seed <= 50; seed++) {
      var random = new SplittableRandom(seed);
      var unfinished = new TreeSet<Long>();
      long offset = random.nextLong(1L << 40);
      int count = random.nextInt(1, 6_000);
      long gap = 1L << random.nextInt(1, 20);
      for (int i = 0; i < count; i++) {
        unfinished.add(offset);
        offset += random.nextLong(1, gap + 1);
      }
      var whole = new Progress(unfinished, offset);
      String text = whole.text();
      Progress told = Progress.of(whole.lowest(), text);
      assertThat(text.length()).describedAs("seed %d", seed).isLessThan(4_096);
      assertThat(unfinished).describedAs("seed %d", seed).noneMatch(told::isFinished);
      assertThat(told.seenTo()).describedAs("seed %d", seed).isLessThanOrEqualTo(whole.seenTo());
      assertThat(unfinished).describedAs("seed %d", seed).containsAll(told.unfinished());
    }
  }

  private static Progress progress(long seenTo, long... unfinished) {
    var offsets = new TreeSet<Long>();
    for (long offset : unfinished) {
      offsets.add(offset);
    }
    return new Progress(offsets, seenTo);
  }
}
