package dev.templatedeployer.template.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class JsonTest {

  record Sample(
      BigInteger amount,
      Principal who,
      Instant at,
      Duration span,
      int share,
      boolean isOn,
      @Nullable String note,
      List<Colour> colours) {
    @SuppressWarnings("unused") // looks like a property, and must not become one
    public boolean isLarge() {
      return amount.bitLength() > 64;
    }

    @SuppressWarnings("unused") // the same
    public String getWords() {
      return "words";
    }
  }

  enum Colour {
    RED,
    GREEN
  }

  static final Sample SAMPLE =
      new Sample(
          BigInteger.TEN.pow(17),
          Principal.ANONYMOUS,
          Instant.parse("2026-03-01T12:00:00.000000001Z"),
          Duration.ofDays(3).plusSeconds(4),
          250,
          true,
          null,
          List.of(Colour.RED, Colour.GREEN));

  static final String WRITTEN =
      """
      {"amount":"100000000000000000","who":"2vxsx-fae","at":"2026-03-01T12:00:00.000000001Z",\
      "span":"PT72H4S","share":250,"isOn":true,"colours":["RED","GREEN"]}\
      """;

  @Test
  void writesRecordsAsPeopleReadThem() throws JsonProcessingException {
    assertThat(Json.mapper().writeValueAsString(SAMPLE)).isEqualTo(WRITTEN);
  }

  @Test
  void readsWhatItWrote() throws JsonProcessingException {
    assertThat(Json.mapper().readValue(WRITTEN, Sample.class)).isEqualTo(SAMPLE);
  }

  @Test
  void takesWhatIsLeftOutAsNothing() throws JsonProcessingException {
    var sample = Json.mapper().readValue("{}", Sample.class);

    assertThat(sample.share()).isZero();
    assertThat(sample.isOn()).isFalse();
    assertThat(sample.amount()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"amount\": 100}",
        "{\"amount\": 1e3}",
        "{\"amount\": \"1e3\"}",
        "{\"amount\": \"\"}",
        "{\"amount\": \"100000000000000000000000000000000000000\"}",
        "{\"who\": 7}",
        "{\"who\": {\"text\": \"2vxsx-fae\"}}",
        "{\"share\": \"250\"}",
        "{\"share\": 2.5}",
        "{\"share\": 99999999999}",
        "{\"isOn\": 1}",
        "{\"isOn\": \"true\"}",
        "{\"note\": 1}",
        "{\"colours\": [0]}",
        "{\"colours\": \"RED\"}",
        "{\"span\": \"three days\"}",
        "{\"at\": \"yesterday\"}",
        "{\"colour\": \"RED\"}",
        "{\"share\": 1, \"share\": 2}",
        "{\"share\": 1} {}",
        "{\"share\": 1",
        "{\"share\": 00001}",
      })
  void refusesWhatOnlyLooksRight(String json) {
    assertThatThrownBy(() -> Json.mapper().readValue(json, Sample.class))
        .isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void refusesWhatIsTooDeepTooLongOrTooMuch() {
    for (String json :
        List.of(
            "[".repeat(51) + "]".repeat(51),
            "\"" + "a".repeat(64 * 1024 + 1) + "\"",
            "1".repeat(101),
            "{\"" + "n".repeat(257) + "\": 1}")) {
      assertThatThrownBy(() -> Json.mapper().readTree(json))
          .isInstanceOf(JsonProcessingException.class);
    }
  }
}
