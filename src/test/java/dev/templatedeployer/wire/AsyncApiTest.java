package dev.templatedeployer.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.templatedeployer.domain.TemplateName;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/// The contract against the rules of AsyncAPI 3.0 and against what the code goes by.
class AsyncApiTest {

  static final Topics TOPICS = new Topics("shop.", "things.", 6);
  static final List<TemplateName> TEMPLATES = List.of(new TemplateName("lock"));
  static final Set<String> OF_THE_SERVICE_ALONE =
      Set.of(
          "shop.commands",
          "shop.admin-commands",
          "shop.http-replies",
          "shop.dead-letters",
          "shop.control",
          "shop.replays",
          "shop.audit",
          "things.commands",
          "things.replies");

  final JsonNode document = document(List.of("web", "till"));

  @Test
  void describesTheTopicsOfOthersAsTheyAre() {
    Map<String, Topic> declared =
        TOPICS.all(TEMPLATES, List.of("web", "till")).stream()
            .collect(Collectors.toMap(Topic::name, topic -> topic));
    var described = new TreeSet<String>();
    for (JsonNode channel : document.path("channels")) {
      if (channel.path("address").isNull()) {
        continue;
      }
      Topic topic = declared.get(channel.path("address").asText());
      assertThat(topic).as("%s", channel.path("address")).isNotNull();
      described.add(topic.name());
      JsonNode kafka = channel.path("bindings").path("kafka");
      assertThat(kafka.path("topic").asText()).isEqualTo(topic.name());
      assertThat(kafka.path("partitions").asInt()).isEqualTo(6);
      Map<String, String> config = topic.config(1);
      JsonNode told = kafka.path("topicConfiguration");
      assertThat(told.path("retention.ms").asText()).isEqualTo(config.get("retention.ms"));
      assertThat(told.path("max.message.bytes").asText())
          .isEqualTo(config.get("max.message.bytes"));
      assertThat(told.path("cleanup.policy").path(0).asText())
          .isEqualTo(config.get("cleanup.policy"));
      assertThat(channel.path("messages").fieldNames())
          .toIterable()
          .containsExactly(topic.value() == null ? "" : topic.value().schemaName());
    }
    var others = new TreeSet<>(declared.keySet());
    others.removeAll(OF_THE_SERVICE_ALONE);
    assertThat(described).isEqualTo(others);
  }

  @Test
  void describesTheOneCommandTopicOfAServiceWithoutNamedBackends() {
    JsonNode commands = document(List.of()).path("channels").path("commands");

    assertThat(commands.path("address").asText()).isEqualTo("shop.commands");
  }

  @Test
  void showsEachMessageInTheSchemaThatIsWrittenNow() {
    var shown = new TreeMap<String, String>();
    document
        .at("/components/messages")
        .properties()
        .forEach(message -> {
          JsonNode payload = message.getValue().path("payload");
          assertThat(payload.path("schemaFormat").asText())
              .isEqualTo("application/vnd.apache.avro;version=1.9.0");
          var schema = new Schema.Parser().parse(payload.path("schema").toString());
          shown.put(message.getKey(), schema.toString());
        });
    for (Envelope envelope :
        List.of(
            Envelope.DEPLOYMENT_COMMAND,
            Envelope.DEPLOYMENT_OUTCOME,
            Envelope.DEPLOYMENT_REPLY,
            Envelope.DEPLOYMENT_EVENT,
            Envelope.CANISTER_EVENT,
            Envelope.ATTEMPT_REPORT,
            Envelope.WORK)) {
      assertThat(shown.remove(envelope.schemaName()))
          .isEqualTo(Release.latest(envelope).schema().toString());
    }
    assertThat(shown).isEmpty();
  }

  @Test
  void refersToNothingThatIsNotThere() {
    assertThat(document.findValuesAsText("$ref"))
        .isNotEmpty()
        .allSatisfy(reference ->
            assertThat(document.at(reference.substring(1)).isMissingNode())
                .as(reference)
                .isFalse());
  }

  @Test
  void keepsTheRulesOfOperations() {
    assertThat(document.path("asyncapi").asText()).isEqualTo("3.0.0");
    assertThat(document.at("/info/title").asText()).isNotEmpty();
    assertThat(document.at("/info/version").isTextual()).isTrue();
    document
        .path("operations")
        .properties()
        .forEach(operation -> {
          assertThat(operation.getKey()).matches("[A-Za-z0-9._-]+");
          assertThat(operation.getValue().path("action").asText()).isIn("send", "receive");
          String channel = operation.getValue().path("channel").path("$ref").asText();
          assertThat(channel).startsWith("#/channels/");
          // the messages of an operation have to be those of its channel
          assertThat(operation.getValue().path("messages").findValuesAsText("$ref"))
              .allSatisfy(message -> assertThat(message).startsWith(channel + "/messages/"));
        });
  }

  @Test
  void saysWhereTheReplyToACommandGoes() {
    JsonNode reply = document.at("/operations/receive-commands-web/reply");

    assertThat(reply.at("/address/location").asText())
        .isEqualTo("$message.header#/" + HeaderNames.REPLY_TOPIC);
    // a channel whose address comes from a message has none of its own
    JsonNode channel = document.at(reply.at("/channel/$ref").asText().substring(1));
    assertThat(channel.path("address").isNull()).isTrue();
    assertThat(channel.path("messages").fieldNames())
        .toIterable()
        .containsExactly("DeploymentReply");
    assertThat(document.at("/components/messages/DeploymentReply/correlationId/location").asText())
        .isEqualTo("$message.header#/" + HeaderNames.CORRELATION_ID);
  }

  @Test
  void namesOnlyHeadersThatThereAre() throws IllegalAccessException {
    var known = new TreeSet<String>();
    for (var field : HeaderNames.class.getFields()) {
      known.add(String.valueOf(field.get(null)));
    }
    for (JsonNode message : document.at("/components/messages")) {
      assertThat(known)
          .containsAll(
              message.at("/headers/properties").properties().stream()
                  .map(Map.Entry::getKey)
                  .toList());
    }
  }

  private static JsonNode document(List<String> backends) {
    try {
      return new ObjectMapper()
          .valueToTree(new YAMLMapper().readTree(AsyncApi.yaml(TOPICS, TEMPLATES, backends)));
    } catch (IOException e) {
      throw new AssertionError("The contract is no YAML.", e);
    }
  }
}
