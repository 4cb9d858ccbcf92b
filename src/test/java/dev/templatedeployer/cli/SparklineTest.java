package dev.templatedeployer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SparklineTest {

  private static final Look SYMBOLS = new Look(false, true);

  @Test
  void isFlatWhereThereIsNothing() {
    assertThat(sparkline().text(SYMBOLS)).isEmpty();
    assertThat(sparkline(0, 0, 0).text(SYMBOLS)).isEqualTo("▁▁▁");
  }

  @Test
  void growsWithTheAmountAndShowsTheLeastToo() {
    assertThat(sparkline(0, 1, 250, 500, 750, 1000).text(SYMBOLS)).isEqualTo("▁▂▃▅▇█");
    assertThat(sparkline(1, 0, 1).text(SYMBOLS)).isEqualTo("█▁█");
  }

  @Test
  void isDrawnWithWhatTheTerminalHas() {
    assertThat(sparkline(0, 1, 1000).text(Look.PLAIN)).isEqualTo("_.#");
  }

  private static Sparkline sparkline(long... amounts) {
    List<Sparkline.Bar> bars =
        LongStream.of(amounts).mapToObj(amount -> new Sparkline.Bar(amount, false)).toList();
    return new Sparkline(bars);
  }
}
