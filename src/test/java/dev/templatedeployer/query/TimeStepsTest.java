package dev.templatedeployer.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeStepsTest {

  static final Instant NOW = Instant.parse("2026-03-01T12:34:56Z");

  @Test
  void beginAtMultiplesOfTheirLength() {
    TimeSteps steps = TimeSteps.until(NOW, Duration.ofHours(1), Duration.ofMinutes(5));

    assertThat(steps.from()).isEqualTo("2026-03-01T11:30:00Z");
    assertThat(steps.to()).isEqualTo(NOW);
    assertThat(steps.begin(Instant.parse("2026-03-01T12:04:59.999Z").toEpochMilli()))
        .isEqualTo("2026-03-01T12:00:00Z");
    assertThat(steps.end()).isEqualTo("2026-03-01T12:35:00Z");
  }

  @ParameterizedTest
  @CsvSource({"PT1M, PT1M", "PT1H, PT1M", "PT25H, PT1M", "PT26H, PT5M", "P7D, PT15M", "P31D, PT1H"})
  void areAsShortAsTheirNumberAllows(Duration since, Duration step) {
    assertThat(TimeSteps.until(NOW, since, null).step()).isEqualTo(step);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PT59S  |        | 'since' has to be from one minute to 31 days, such as '1h'.",
        "P32D   |        | 'since' has to be from one minute to 31 days, such as '1h'.",
        "PT1H   | PT90S  | 'step' has to be one minute or several whole ones, such as '5m'.",
        "PT1H   | PT0.5S | 'step' has to be one minute or several whole ones, such as '5m'.",
        "PT1H   | PT2H   | 'step' has to be no longer than 'since'.",
        "P2D    | PT1M   | These would be 2880 steps, and 1500 are the most. Make 'step' longer, or 'since' shorter."
      },
      quoteCharacter = '"')
  void areRefusedIfTheyAreTooManyOrMakeNoSense(
      Duration since, @Nullable Duration step, String sentence) {
    assertThatExceptionOfType(UnanswerableQuestion.class)
        .isThrownBy(() -> TimeSteps.until(NOW, since, step))
        .withMessage(sentence);
  }
}
