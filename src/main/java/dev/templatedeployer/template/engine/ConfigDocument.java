package dev.templatedeployer.template.engine;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.io.StringWriter;

/// The config of a declared template, as its sender wrote it but for spaces: no digit of a number
/// is lost on the way to the service or command that reads it.
///
/// @param json one JSON value
@JsonDeserialize(using = ConfigDocument.Reader.class)
public record ConfigDocument(String json) {

  /// Takes over whatever comes.
  static final class Reader extends StdDeserializer<ConfigDocument> {

    Reader() {
      super(ConfigDocument.class);
    }

    @Override
    public ConfigDocument deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      var text = new StringWriter();
      try (JsonGenerator generator = EngineJson.MAPPER.createGenerator(text)) {
        generator.copyCurrentStructureExact(parser);
      }
      return new ConfigDocument(text.toString());
    }
  }
}
