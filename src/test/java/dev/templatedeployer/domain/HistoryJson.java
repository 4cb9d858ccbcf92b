package dev.templatedeployer.domain;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.templatedeployer.identity.Principal;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// Events and records as text for people: one event a line, a record as a page. The same value
/// gives the same text on every machine; what is null is left out, so that a new optional field
/// changes no kept text.
///
/// Only the tests use this form. What the service writes is Avro.
final class HistoryJson {

  private static final ObjectMapper JSON = mapper();

  private HistoryJson() {}

  static String write(List<DeploymentEvent> events) throws JacksonException {
    var lines = new StringBuilder();
    for (DeploymentEvent event : events) {
      lines.append(lines.isEmpty() ? "" : ",\n");
      lines.append(JSON.writerFor(DeploymentEvent.class).writeValueAsString(event));
    }
    return "[\n" + lines + "\n]\n";
  }

  static List<DeploymentEvent> readEvents(String json) throws JacksonException {
    return List.of(JSON.readValue(json, DeploymentEvent[].class));
  }

  static String write(DeploymentRecord record) throws JacksonException {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(record) + "\n";
  }

  static DeploymentRecord readRecord(String json) throws JacksonException {
    return JSON.readValue(json, DeploymentRecord.class);
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
  private interface Event {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "name")
  private interface NamedPhase {}

  private record ConfigJson(@JsonProperty String json, @JsonProperty String digest) {}

  private static ObjectMapper mapper() {
    var types = new SimpleModule();
    asText(types, DeploymentId.class, DeploymentId::value, DeploymentId::new);
    asText(types, TemplateName.class, TemplateName::value, TemplateName::new);
    asText(types, Principal.class, Principal::text, Principal::new);
    types.addSerializer(Config.class, new ConfigWriter());
    types.addDeserializer(Config.class, new ConfigReader());
    return JsonMapper.builder()
        .addModule(new JavaTimeModule())
        .addModule(types)
        .addMixIn(DeploymentEvent.class, Event.class)
        .addMixIn(Phase.class, NamedPhase.class)
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .defaultPropertyInclusion(
            JsonInclude.Value.construct(
                JsonInclude.Include.NON_NULL, JsonInclude.Include.USE_DEFAULTS))
        .defaultPrettyPrinter(
            new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")))
        .registerSubtypes(named(DeploymentEvent.class))
        .registerSubtypes(named(Phase.class))
        .build();
  }

  private static NamedType[] named(Class<?> sealed) {
    return Arrays.stream(sealed.getPermittedSubclasses())
        .map(type -> new NamedType(type, type.getSimpleName()))
        .toArray(NamedType[]::new);
  }

  private static <T> void asText(
      SimpleModule module, Class<T> type, Function<T, String> toText, Function<String, T> ofText) {
    module.addSerializer(
        type,
        new JsonSerializer<>() {
          @Override
          public void serialize(T value, JsonGenerator json, SerializerProvider all)
              throws IOException {
            json.writeString(toText.apply(value));
          }
        });
    module.addDeserializer(
        type,
        new JsonDeserializer<>() {
          @Override
          public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return ofText.apply(json.getValueAsString());
          }
        });
  }

  private static final class ConfigWriter extends JsonSerializer<Config> {
    @Override
    public void serialize(Config value, JsonGenerator json, SerializerProvider all)
        throws IOException {
      json.writePOJO(new ConfigJson(new String(value.json(), UTF_8), value.digest()));
    }
  }

  private static final class ConfigReader extends JsonDeserializer<Config> {
    @Override
    public Config deserialize(JsonParser json, DeserializationContext context) throws IOException {
      ConfigJson config = json.readValueAs(ConfigJson.class);
      return new Config(config.json().getBytes(UTF_8), config.digest());
    }
  }
}
