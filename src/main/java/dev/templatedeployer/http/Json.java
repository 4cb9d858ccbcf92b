package dev.templatedeployer.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/// JSON as trees: read strictly and within bounds, written with numbers exactly as they were read.
final class Json {

  /// The most bytes of a body.
  static final int MAX_BYTES = 256 * 1024;

  // A config may be nested 50 deep, and lies one deep in a body.
  private static final int MAX_NESTING = 51;
  private static final int MAX_NUMBER = 100;
  private static final int MAX_NAME = 256;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_NESTING)
                          .maxNumberLength(MAX_NUMBER)
                          .maxNameLength(MAX_NAME)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
              DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Json() {}

  /// The factory of parsers with the bounds.
  static JsonFactory factory() {
    return MAPPER.getFactory();
  }

  /// An object without fields.
  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /// An array without elements.
  static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /// Reads what somebody sent.
  ///
  /// @throws JsonProcessingException if it is not JSON, or not within the bounds
  static JsonNode read(String text) throws JsonProcessingException {
    return MAPPER.readTree(text);
  }

  /// Reads what the service itself has kept.
  static JsonNode kept(byte[] json) {
    try {
      return MAPPER.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException("JSON that the service keeps cannot be read any more.", e);
    }
  }

  /// The bytes of `json`.
  static byte[] bytes(JsonNode json) {
    try {
      return MAPPER.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("A tree cannot be written as JSON.", e);
    }
  }
}
