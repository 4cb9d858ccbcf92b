package dev.templatedeployer.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/// JSON as the API speaks it. What is passed on keeps its numbers digit for digit.
final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .disable(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /// @throws JsonProcessingException if it is not one JSON value
  static JsonNode read(String text) throws JsonProcessingException {
    return MAPPER.readTree(text);
  }

  /// Over several lines, for a person or a file.
  static String pretty(JsonNode json) {
    return json.toPrettyString();
  }

  /// The text or number in a field, if there is one.
  static Optional<String> text(JsonNode json, String field) {
    var value = json.path(field);
    return value.isValueNode() && !value.isNull()
        ? Optional.of(value.asText()).filter(text -> !text.isEmpty())
        : Optional.empty();
  }

  /// The time in a field, if there is one.
  static Optional<Instant> instant(JsonNode json, String field) {
    return text(json, field).flatMap(Json::instant);
  }

  /// The time that a text is, if it is one.
  static Optional<Instant> instant(String text) {
    try {
      return text.length() >= 17 && text.indexOf('T') == 10
          ? Optional.of(Instant.parse(text))
          : Optional.empty();
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
