package dev.templatedeployer.settings;

import static dev.templatedeployer.settings.Notations.atLeast;
import static dev.templatedeployer.settings.Notations.between;
import static dev.templatedeployer.settings.Notations.duration;
import static dev.templatedeployer.settings.Notations.listOf;
import static dev.templatedeployer.settings.Notations.name;
import static dev.templatedeployer.settings.Notations.oneOf;
import static dev.templatedeployer.settings.Notations.path;
import static dev.templatedeployer.settings.Notations.positiveDuration;
import static dev.templatedeployer.settings.Notations.secret;
import static dev.templatedeployer.settings.Notations.text;
import static dev.templatedeployer.settings.Notations.trueOrFalse;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotationsTest {

  @Nested
  class ADuration {
    @ParameterizedTest
    @CsvSource({
      "500ms, PT0.5S",
      "30s, PT30S",
      "5m, PT5M",
      "5 m, PT5M",
      "2h, PT2H",
      "7d, PT168H",
      "PT5M, PT5M",
      "P1DT2H, PT26H",
      "0s, PT0S",
    })
    void isANumberWithAUnitOrIso8601(String written, Duration meant) {
      assertThat(duration().read(written)).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"", "5", "5 parsecs", "5M", "-5m", "PT-5M", "1.5h", "m", "999999999999999999d"})
    void isNothingElse(String written) {
      assertThat(duration().read(written)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PT2M, 2m", "PT90S, 90s", "PT0.5S, 500ms", "PT0S, 0s", "P14D, 14d", "PT26H, 26h"})
    void isPrintedInTheLongestUnitThatLosesNothing(Duration duration, String printed) {
      assertThat(duration().writer().apply(duration)).isEqualTo(printed);
    }

    @Test
    void isPrintedAsIso8601IfItIsFinerThanMilliseconds() {
      assertThat(duration().writer().apply(Duration.ofNanos(1))).isEqualTo("PT0.000000001S");
    }

    @Test
    void mayHaveToBeLongerThanZero() {
      assertThat(positiveDuration().read("0s")).isEmpty();
      assertThat(positiveDuration().read("1ms")).contains(Duration.ofMillis(1));
      assertThat(positiveDuration().complaintAbout("0s"))
          .isEqualTo("'0s' is not a duration longer than zero. Write it like 'PT5M' or '5m'.");
    }
  }

  @Nested
  class AWholeNumber {
    @Test
    void keepsItsBounds() {
      assertThat(between(1, 3).read("1")).contains(1);
      assertThat(between(1, 3).read(" 3 ")).contains(3);
      assertThat(between(1, 3).read("0")).isEmpty();
      assertThat(between(1, 3).read("4")).isEmpty();
      assertThat(atLeast(1).read("99999999999")).isEmpty();
    }

    @Test
    void saysItsBoundsToThoseWhoMissThem() {
      assertThat(between(1, 3).complaintAbout("4"))
          .isEqualTo("'4' is not a whole number from 1 to 3.");
      assertThat(atLeast(1).complaintAbout("many"))
          .isEqualTo("'many' is not a whole number of at least 1.");
    }
  }

  @Nested
  class AChoice {
    enum Level {
      AT_LEAST_ONCE,
      EXACTLY_ONCE
    }

    @Test
    void isOneOfItsWordsInLowerCaseWithDashes() {
      assertThat(oneOf(Level.class).read("exactly-once")).contains(Level.EXACTLY_ONCE);
      assertThat(oneOf(Level.class).read("AT-LEAST-ONCE")).contains(Level.AT_LEAST_ONCE);
      assertThat(oneOf(Level.class).read("twice")).isEmpty();
      assertThat(oneOf(Level.class).writer().apply(Level.EXACTLY_ONCE)).isEqualTo("exactly-once");
    }

    @Test
    void listsItsWordsToThoseWhoWriteAnother() {
      assertThat(oneOf(Level.class).complaintAbout("twice"))
          .isEqualTo("'twice' is not one of 'at-least-once', 'exactly-once'.");
    }
  }

  @Nested
  class AList {
    @Test
    void hasCommasBetweenItsElements() {
      assertThat(listOf(text()).read("a, b ,c")).contains(List.of("a", "b", "c"));
      assertThat(listOf(duration()).writer().apply(List.of(Duration.ZERO, Duration.ofDays(1))))
          .isEqualTo("0s,1d");
    }

    @Test
    void isEmptyIfNothingIsWritten() {
      assertThat(listOf(text()).read("  ")).contains(List.of());
    }

    @Test
    void isWrongIfOneElementIs() {
      assertThat(listOf(text()).read("a,,c")).isEmpty();
      assertThat(listOf(atLeast(1)).complaintAbout("1,0"))
          .isEqualTo("'1,0' is not a list with commas, each element a whole number of at least 1.");
    }
  }

  @Nested
  class ASecret {
    @Test
    void isNeitherShownNorQuoted() {
      var secret = secret().read("hunter2").orElseThrow();
      assertThat(secret.value()).isEqualTo("hunter2");
      assertThat(secret).hasToString("(set)");
      assertThat(secret().writer().apply(secret)).isEqualTo("(set)");
      assertThat(secret().complaintAbout("hunter2")).doesNotContain("hunter2");
    }

    @Test
    void keepsItsBlanks() {
      assertThat(secret().read(" a b ")).contains(new Secret(" a b "));
      assertThat(secret().read(" ")).isEmpty();
    }
  }

  @Test
  void aTextIsNotBlank() {
    assertThat(text().read(" a b ")).contains("a b");
    assertThat(text().read("  ")).isEmpty();
    assertThat(name().read("pod-1.eu_west")).contains("pod-1.eu_west");
    assertThat(name().read("pod 1")).isEmpty();
    assertThat(name().read("p".repeat(201))).isEmpty();
  }

  @Test
  void aPathIsWhatTheFileSystemTakesForOne() {
    assertThat(path().read("/tmp/x")).contains(Path.of("/tmp/x"));
    assertThat(path().read("")).isEmpty();
    assertThat(path().read("a\0b")).isEmpty();
  }

  @Test
  void aClaimIsTrueOrFalseAndNothingInBetween() {
    assertThat(trueOrFalse().read("true")).contains(true);
    assertThat(trueOrFalse().read("false")).contains(false);
    assertThat(trueOrFalse().read("yes")).isEmpty();
    assertThat(trueOrFalse().complaintAbout("yes")).isEqualTo("'yes' is not 'true' or 'false'.");
  }
}
