package dev.templatedeployer.template.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryAfterTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void isANumberOfSeconds() {
    assertThat(of("0")).contains(Duration.ZERO);
    assertThat(of(" 120 ")).contains(Duration.ofMinutes(2));
  }

  @Test
  void isADate() {
    assertThat(of("Sun, 01 Mar 2026 12:00:30 GMT")).contains(Duration.ofSeconds(30));
    assertThat(of("Sun, 01 Mar 2026 11:00:00 GMT")).contains(Duration.ZERO);
  }

  @Test
  void isNothingIfItCannotBeRead() {
    assertThat(of("soon")).isEmpty();
    assertThat(of("-1")).isEmpty();
    assertThat(of("1.5")).isEmpty();
    assertThat(of("99999999999999999999")).isEmpty();
    assertThat(RetryAfter.of(HttpHeaders.of(Map.of(), (_, _) -> true), NOON)).isEmpty();
  }

  private static Optional<Duration> of(String value) {
    return RetryAfter.of(
        HttpHeaders.of(Map.of("Retry-After", List.of(value)), (_, _) -> true), NOON);
  }
}
