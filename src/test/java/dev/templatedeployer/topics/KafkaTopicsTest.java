package dev.templatedeployer.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.templatedeployer.dev.EmbeddedBroker;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.wire.Topic;
import dev.templatedeployer.wire.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaTopicsTest {

  private static final List<Topic> MANIFEST =
      new Topics("deployments.", "canisters.", 2).all(List.of(new TemplateName("lock")), List.of());
  private static final List<String> NAMES = MANIFEST.stream().map(Topic::name).toList();

  @TempDir private Path folder;

  @Test
  void makeABrokerWhatTheManifestWants() throws Exception {
    try (var broker = EmbeddedBroker.start(folder, 0);
        var topics = KafkaTopics.at(at(broker.bootstrapServers()))) {
      var missing = differences(topics);
      assertThat(missing).hasSameSizeAs(MANIFEST);
      topics.mend(missing);
      assertThat(differences(topics)).isEmpty();

      var changed =
          new TopicDifference.Setting("deployments.events", "retention.ms", "1000", "-1", false);
      topics.set("deployments.events", "retention.ms", "1000");
      await().untilAsserted(() -> assertThat(differences(topics)).containsExactly(changed));
      topics.mend(List.of(changed));
      await().untilAsserted(() -> assertThat(differences(topics)).isEmpty());
    }
  }

  private static List<TopicDifference> differences(KafkaTopics topics)
      throws BrokerTrouble, InterruptedException {
    return TopicCheck.differences(MANIFEST, 1, topics.find(NAMES));
  }

  @Test
  void sayThatNobodyAnswers() throws Exception {
    try (var topics = KafkaTopics.at(atPortOfNobody())) {
      var trouble = catchThrowableOfType(BrokerTrouble.class, topics::names);
      assertThat(trouble.kind()).isEqualTo(BrokerTrouble.Kind.OUT_OF_REACH);
      assertThat(trouble.sentence())
          .startsWith("Cannot reach Kafka at '127.0.0.1:")
          .endsWith("Start one with './deployer dev', or name another with --bootstrap.");
    }
  }

  @Test
  void sayThatAnAddressIsNone() {
    var trouble = catchThrowableOfType(BrokerTrouble.class, () -> KafkaTopics.at(at("nonsense")));
    assertThat(trouble.kind()).isEqualTo(BrokerTrouble.Kind.MISCONFIGURED);
    assertThat(trouble.sentence())
        .isEqualTo(
            "Kafka at 'nonsense' cannot even be tried: Invalid url in bootstrap.servers: nonsense."
                + " Write the address like 127.0.0.1:9092.");
  }

  private static Map<String, String> at(String brokers) {
    return Map.of("bootstrap.servers", brokers);
  }

  private static Map<String, String> atPortOfNobody() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return Map.of(
          "bootstrap.servers",
          "127.0.0.1:" + socket.getLocalPort(),
          "default.api.timeout.ms",
          "1000",
          "request.timeout.ms",
          "500");
    }
  }
}
