package dev.templatedeployer.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "d0:17", "d0:17,d1:4,c0:9"})
  void isWrittenAsItWasRead(String text) {
    assertThat(position(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"d", "d0", "x0:1", "d0:-1", "d0:1,", "d0:1;d1:2", "d0:1234567890123456789"})
  void isNotReadFromOtherTexts(String text) {
    assertThat(Position.parse(text)).isEmpty();
  }

  @Test
  void reachesWhatIsNowhereAheadOfIt() {
    assertThat(position("d0:5,d1:5").reaches(position("d0:5,d1:4"))).isTrue();
    assertThat(position("d0:5").reaches(Position.START)).isTrue();
    assertThat(position("d0:5,d1:5").reaches(position("d0:6,d1:1"))).isFalse();
    assertThat(position("d0:5").reaches(position("c0:1"))).isFalse();
  }

  private static Position position(String text) {
    return Position.parse(text).orElseThrow();
  }
}
