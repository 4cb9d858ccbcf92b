package dev.templatedeployer.template.catalog;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;

/// How configs look as JSON: times as ISO 8601 text, amounts and principals as text, and nothing
/// that nobody knows.
public final class Json {

  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder()
          .maxDocumentLength(1 << 20)
          .maxNestingDepth(50)
          .maxStringLength(256 << 10)
          .maxNumberLength(100)
          .maxNameLength(256)
          .build();

  private static final ObjectMapper MAPPER = build();

  private Json() {}

  /// The mapper. Shared: nobody may change its settings.
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  private static ObjectMapper build() {
    var mapper =
        JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(plainText())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();
    mapper.getFactory().setStreamReadConstraints(LIMITS);
    return mapper;
  }

  /// Amounts as text, since JavaScript rounds large numbers; principals as the text they are.
  private static SimpleModule plainText() {
    return new SimpleModule("plain-text")
        .addSerializer(BigInteger.class, ToStringSerializer.instance)
        .addSerializer(Principal.class, ToStringSerializer.instance)
        .addDeserializer(Principal.class, new PrincipalFromText());
  }

  private static final class PrincipalFromText extends FromStringDeserializer<Principal> {

    private static final long serialVersionUID = 1;

    PrincipalFromText() {
      super(Principal.class);
    }

    @Override
    protected Principal _deserialize(String text, DeserializationContext context) {
      return new Principal(text);
    }
  }
}
