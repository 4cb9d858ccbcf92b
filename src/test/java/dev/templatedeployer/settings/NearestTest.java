package dev.templatedeployer.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

  @ParameterizedTest
  @CsvSource({
    "http.prot, http.port",
    "htp.port, http.port",
    "http.ports, http.port",
    "port, http.port",
    "http.host, http.host",
  })
  void isTheWordWithTheFewestTypingMistakes(String typed, String meant) {
    assertThat(Nearest.to(typed, List.of("http.port", "http.host", "log.format"))).contains(meant);
  }

  @Test
  void isNothingIfEveryWordIsFarAway() {
    assertThat(Nearest.to("colour", List.of("http.port", "http.host"))).isEmpty();
  }
}
