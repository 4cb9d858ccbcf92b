package dev.templatedeployer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {

  @ParameterizedTest
  @CsvSource({
    "PT0.9S, now", "PT3S, 3 s ago", "PT119S, 119 s ago", "PT2M, 2 min ago", "PT119M, 119 min ago",
    "PT2H, 2 h ago", "PT47H, 47 h ago", "P2D, 2 d ago", "-PT5S, in 5 s", "-P400D, in 400 d"
  })
  void areToldAsADistanceFromNow(Duration since, String words) {
    assertThat(Times.relative(Terminal.NOON.minus(since), Terminal.NOON)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0 ms",
    "PT0.412S, 412 ms",
    "PT3.29S, 3.2 s",
    "PT2M5S, 2 min 5 s",
    "PT3H7M, 3 h 7 min",
    "PT2H, 2 h",
    "PT2160H, 90 d",
    "PT2161H, 90 d 1 h"
  })
  void haveALength(Duration length, String words) {
    assertThat(Times.length(length)).isEqualTo(words);
  }
}
