package dev.templatedeployer.template.engine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.templatedeployer.template.TemplateContext;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/// The JSON that engines read and write: bounded, and exact in its numbers.
final class EngineJson {

  private static final int MAX_BYTES = 1 << 20;

  static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxDocumentLength(MAX_BYTES)
                          .maxNestingDepth(50)
                          .maxStringLength(256 * 1024)
                          .maxNumberLength(100)
                          .maxNameLength(256)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .build())
          .enable(
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
              DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private EngineJson() {}

  /// The tree of a config, which is JSON for certain.
  static JsonNode tree(ConfigDocument config) {
    try {
      return MAPPER.readTree(config.json());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A config that was read cannot be read again.", e);
    }
  }

  /// A deployment as a whole: `canisterId`, `deploymentId`, `owner`, `attempt`, `drive`,
  /// `acceptedAt`, `labels` and `config`.
  static String deployment(ConfigDocument config, TemplateContext context) {
    var text = new StringWriter();
    try (JsonGenerator json = MAPPER.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("canisterId", context.canisterId().text());
      json.writeStringField("deploymentId", context.deploymentId());
      json.writeStringField("owner", context.owner().text());
      json.writeNumberField("attempt", context.attempt());
      json.writeNumberField("drive", context.drive());
      json.writeStringField("acceptedAt", context.acceptedAt().toString());
      json.writeObjectFieldStart("labels");
      for (Map.Entry<String, String> label : new TreeMap<>(context.labels()).entrySet()) {
        json.writeStringField(label.getKey(), label.getValue());
      }
      json.writeEndObject();
      json.writeFieldName("config");
      json.writeRawValue(config.json());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("JSON could not be written to memory.", e);
    }
    return text.toString();
  }
}
