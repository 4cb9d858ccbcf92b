package dev.templatedeployer.template.catalog;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.templatedeployer.identity.Principal;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/// The JSON of configs and canisters: the one mapper that reads and writes both.
///
/// Records need no annotation. A `BigInteger` is a string of digits, a [Principal] its text, an
/// `Instant` RFC 3339, a `Duration` ISO 8601; what is null is left out. Reading is strict and
/// bounded: a name that nobody knows, a name twice, a number where text belongs, or anything after
/// the end is refused, and nothing that is read can grow without limit.
public final class Json {

  /// The most bytes that a document may have. Readers of a whole array check its length before they
  /// parse.
  public static final int MAX_BYTES = 256 * 1024;

  private static final int MAX_NESTING = 50;
  private static final int MAX_STRING = 64 * 1024;
  private static final int MAX_NUMBER = 100;
  private static final int MAX_NAME = 256;

  private static final ObjectMapper MAPPER = build();

  private Json() {}

  /// The mapper. Shared: nobody may configure it further.
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  private static ObjectMapper build() {
    return JsonMapper.builder(factory())
        .addModule(new JavaTimeModule())
        .addModule(ownTypes())
        .defaultPropertyInclusion(
            JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
        .enable(
            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
            DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
            DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .disable(
            DeserializationFeature.ACCEPT_FLOAT_AS_INT,
            DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
        .disable(
            SerializationFeature.WRITE_DATES_AS_TIMESTAMPS,
            SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS,
            SerializationFeature.FAIL_ON_EMPTY_BEANS)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .withCoercionConfig(LogicalType.Textual, Json::nothingButText)
        // A record is its components: a method that is called 'isOpen' is no part of it.
        .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
        .visibility(PropertyAccessor.GETTER, JsonAutoDetect.Visibility.NONE)
        .visibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE)
        .build();
  }

  private static void nothingButText(MutableCoercionConfig text) {
    text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
  }

  private static JsonFactory factory() {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxDocumentLength(MAX_BYTES)
                .maxNestingDepth(MAX_NESTING)
                .maxStringLength(MAX_STRING)
                .maxNumberLength(MAX_NUMBER)
                .maxNameLength(MAX_NAME)
                .build())
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
        .build();
  }

  private static SimpleModule ownTypes() {
    return new SimpleModule("template-deployer")
        .addSerializer(BigInteger.class, ToStringSerializer.instance)
        .addSerializer(Principal.class, ToStringSerializer.instance)
        .addDeserializer(BigInteger.class, new Digits())
        .addDeserializer(Principal.class, new PrincipalText());
  }

  /// Reads a string of digits. Never a number: many senders cannot write a large one exactly.
  private static final class Digits extends StdScalarDeserializer<BigInteger> {
    private static final Pattern DIGITS = Pattern.compile("-?[0-9]{1,38}");

    private Digits() {
      super(BigInteger.class);
    }

    @Override
    public BigInteger deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      if (parser.hasToken(JsonToken.VALUE_STRING) && DIGITS.matcher(parser.getText()).matches()) {
        return new BigInteger(parser.getText());
      }
      return context.reportInputMismatch(
          BigInteger.class, "Write the amount as a string of at most 38 digits, such as \"100\".");
    }
  }

  /// Reads a principal as it was written. Whether it is one is asked later, unless the reader was
  /// given a [Principal.Form] as the attribute of that name.
  private static final class PrincipalText extends StdScalarDeserializer<Principal> {
    private PrincipalText() {
      super(Principal.class);
    }

    @Override
    public Principal deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      if (parser.hasToken(JsonToken.VALUE_STRING)) {
        var principal = new Principal(parser.getText());
        if (context.getAttribute(Principal.Form.class) instanceof Principal.Form form) {
          Optional<String> problem = principal.problem(form);
          if (problem.isPresent()) {
            throw InvalidFormatException.from(
                parser,
                "'%s'%s %s.".formatted(shortened(principal), place(parser), problem.get()),
                principal,
                Principal.class);
          }
        }
        return principal;
      }
      return context.reportInputMismatch(Principal.class, "Write the principal as a string.");
    }

    private static String place(JsonParser parser) throws IOException {
      return parser.currentName() == null ? "" : " in '%s'".formatted(parser.currentName());
    }

    private static String shortened(Principal principal) {
      String text = principal.text();
      return text.length() > Principal.MAX_LENGTH
          ? text.substring(0, Principal.MAX_LENGTH) + "…"
          : text;
    }
  }
}
