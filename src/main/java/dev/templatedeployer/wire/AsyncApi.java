package dev.templatedeployer.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.templatedeployer.domain.TemplateName;
import java.util.Collection;
import java.util.Map;

/// The contract of the topics, as AsyncAPI: made from what the code itself goes by, so that it
/// cannot say anything else.
///
/// Describes what others may write and read. The service is the application in it: it receives
/// commands and sends outcomes.
///
/// Source: [AsyncAPI 3.0](https://www.asyncapi.com/docs/reference/specification/v3.0.0) with the
/// Kafka bindings 0.5.0.
public final class AsyncApi {

  private static final String BINDING_VERSION = "0.5.0";
  private static final String AVRO = "application/vnd.apache.avro;version=1.9.0";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER, YAMLGenerator.Feature.SPLIT_LINES)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .build();

  private final ObjectNode document = object();
  private final ObjectNode channels;
  private final ObjectNode operations;
  private final ObjectNode messages;

  private AsyncApi() {
    document.put("asyncapi", "3.0.0");
    document
        .putObject("info")
        .put("title", "Template Deployer")
        .put("version", "1.0.0")
        .put(
            "description",
            "Ask for deployments on a command topic with the deployment id as the key, and read outcomes with isolation.level=read_committed. Values are Avro in Confluent's wire format. A plain producer needs no headers.");
    document.put("defaultContentType", HeaderNames.AVRO);
    channels = document.putObject("channels");
    operations = document.putObject("operations");
    messages = document.putObject("components").putObject("messages");
  }

  /// The document in YAML, of a service with these topics, templates, and backends that have topics
  /// to themselves.
  public static byte[] yaml(
      Topics topics, Collection<TemplateName> templates, Collection<String> backends) {
    var api = new AsyncApi();
    api.describe(topics, templates, backends);
    try {
      return YAML.writeValueAsString(api.document).getBytes(UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A document that was just made cannot be written.", e);
    }
  }

  /// The headers of the records of `envelope`, by name, with what each is.
  ///
  /// @param envelope one that others may write or read
  public static Map<String, String> headers(Envelope envelope) {
    return MessageHeaders.of(envelope);
  }

  private void describe(
      Topics topics, Collection<TemplateName> templates, Collection<String> backends) {
    if (backends.isEmpty()) {
      command("commands", topics.commands());
    }
    backends.forEach(backend -> command("commands-" + backend, topics.commands(backend)));
    channel("outcomes", topics.outcomes(), "How each run of a deployment ended. Subscribe here.");
    sends("outcomes", Envelope.DEPLOYMENT_OUTCOME);
    channel("replies", topics.replies(), "The answers to commands that name no topic for them.");
    sends("replies", Envelope.DEPLOYMENT_REPLY);
    replyOnRequest();
    channel("events", topics.events(), "Everything that happened to deployments: the truth.");
    sends("events", Envelope.DEPLOYMENT_EVENT);
    channel("canister-events", topics.canisterEvents(), "Everything that happened to canisters.");
    sends("canister-events", Envelope.CANISTER_EVENT);
    for (TemplateName template : templates) {
      String name = "work-" + template;
      channel(name, topics.work(template), "What executors of '%s' are told.".formatted(template));
      sends(name, Envelope.WORK);
    }
    channel("reports", topics.reports(), "What executors say of their runs.");
    receives("reports", Envelope.ATTEMPT_REPORT);
  }

  private void command(String name, Topic topic) {
    channel(name, topic, "What a backend asks for.");
    ObjectNode reply = receives(name, Envelope.DEPLOYMENT_COMMAND).putObject("reply");
    reply
        .putObject("address")
        .put("location", "$message.header#/" + HeaderNames.REPLY_TOPIC)
        .put(
            "description",
            "One of the topics that the service allows; 'replies' if the header is not there or names another.");
    reply.set("channel", ref("channels", "reply-on-request"));
  }

  /// A reply goes where the command asks for it, so its channel has no address of its own.
  private void replyOnRequest() {
    ObjectNode channel = channels.putObject("reply-on-request");
    channel.putNull("address");
    channel.put(
        "description", "The topic that a command names in " + HeaderNames.REPLY_TOPIC + ".");
    carries(channel, Envelope.DEPLOYMENT_REPLY);
  }

  private void channel(String name, Topic topic, String description) {
    ObjectNode channel = channels.putObject(name);
    channel.put("address", topic.name()).put("description", description);
    Envelope value = topic.value();
    if (value != null) {
      carries(channel, value);
    }
    ObjectNode kafka = channel.putObject("bindings").putObject("kafka");
    kafka.put("topic", topic.name()).put("partitions", topic.partitions());
    Map<String, String> config = topic.config(1);
    ObjectNode configuration = kafka.putObject("topicConfiguration");
    configuration.putArray("cleanup.policy").add(config.get("cleanup.policy"));
    configuration
        .put("retention.ms", Long.parseLong(config.getOrDefault("retention.ms", "-1")))
        .put("max.message.bytes", topic.maxMessageBytes());
    kafka.put("bindingVersion", BINDING_VERSION);
  }

  private void carries(ObjectNode channel, Envelope value) {
    String message = value.schemaName();
    channel.putObject("messages").set(message, refTo("#/components/messages/" + message));
    if (!messages.has(message)) {
      describe(messages.putObject(message), value);
    }
  }

  private ObjectNode receives(String channel, Envelope value) {
    return operation("receive-" + channel, "receive", channel, value);
  }

  private void sends(String channel, Envelope value) {
    operation("send-" + channel, "send", channel, value);
  }

  private ObjectNode operation(String name, String action, String channel, Envelope value) {
    ObjectNode operation = operations.putObject(name).put("action", action);
    operation.set("channel", ref("channels", channel));
    operation
        .putArray("messages")
        .add(refTo("#/channels/%s/messages/%s".formatted(channel, value.schemaName())));
    return operation;
  }

  private static void describe(ObjectNode message, Envelope value) {
    Release release = Release.latest(value);
    message.put("name", value.schemaName()).put("contentType", HeaderNames.AVRO);
    message.put("summary", String.valueOf(release.schema().getDoc()));
    Map<String, String> headers = headers(value);
    ObjectNode properties =
        message.putObject("headers").put("type", "object").putObject("properties");
    headers.forEach((name, description) ->
        properties.putObject(name).put("type", "string").put("description", description));
    if (headers.containsKey(HeaderNames.CORRELATION_ID)) {
      message
          .putObject("correlationId")
          .put("location", "$message.header#/" + HeaderNames.CORRELATION_ID);
    }
    message.putObject("payload").put("schemaFormat", AVRO).set("schema", json(release));
    ObjectNode kafka = message.putObject("bindings").putObject("kafka");
    kafka.putObject("key").put("type", "string").put("description", "The id that it is about.");
    kafka
        .put("schemaIdLocation", "payload")
        .put("schemaIdPayloadEncoding", "confluent")
        .put("schemaLookupStrategy", "TopicNameStrategy")
        .put("bindingVersion", BINDING_VERSION);
  }

  private static JsonNode json(Release release) {
    try {
      return JSON.readTree(release.schema().toString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A schema is always JSON.", e);
    }
  }

  private static ObjectNode ref(String kind, String name) {
    return refTo("#/" + kind + "/" + name);
  }

  private static ObjectNode refTo(String pointer) {
    return object().put("$ref", pointer);
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
