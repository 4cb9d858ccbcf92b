package dev.templatedeployer.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.dev.EmbeddedBroker;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentReply;
import dev.templatedeployer.domain.Refusal;
import dev.templatedeployer.wire.BuiltInSchemaIds;
import dev.templatedeployer.wire.CommandMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeploymentClientTest {

  static final Duration PATIENCE = Duration.ofSeconds(30);
  static final Refusal REFUSAL =
      Refusal.of(Refusal.Kind.NOT_FOUND, "There is no deployment 'gone'. Check the id.");

  EmbeddedBroker broker;

  @BeforeAll
  @SuppressWarnings("NullAway.Init") // before anything else
  void start(@TempDir Path folder) throws Exception {
    broker = EmbeddedBroker.start(folder, 0);
    try (var admin = Admin.create(Map.copyOf(kafka()))) {
      admin
          .createTopics(
              List.of(
                  new NewTopic("commands", 1, (short) 1), new NewTopic("replies", 3, (short) 1)))
          .all()
          .get();
    }
  }

  @AfterAll
  void stop() {
    broker.close();
  }

  @Test
  void getsTheReplyThatWasCommittedToEachOfManyCommands() throws Exception {
    try (var _ = new StandInService(broker.bootstrapServers(), "commands", this::reply);
        var client = client("commands")) {
      List<CompletableFuture<Answer>> answers =
          IntStream.range(0, 100)
              .mapToObj(i -> client.send(cancel("web-" + i, "c" + i), Map.of()))
              .toList();

      for (int i = 0; i < answers.size(); i++) {
        assertThat(answers.get(i))
            .succeedsWithin(PATIENCE)
            .isEqualTo(
                new Answer(new DeploymentReply(new DeploymentId("web-" + i), "c" + i, null), 7L));
      }
      assertThat(client.send(cancel("gone", "c"), Map.of()))
          .succeedsWithin(PATIENCE)
          .isEqualTo(new Answer(new DeploymentReply(new DeploymentId("gone"), "c", REFUSAL), 7L));
      assertThat(client.isListening()).isTrue();
    }
  }

  @Test
  void saysThatATopicDoesNotExist() {
    try (var client = client("no-such-topic")) {
      assertThat(client.send(cancel("web-1", "c"), Map.of()))
          .failsWithin(PATIENCE)
          .withThrowableOfType(ExecutionException.class)
          .withCauseExactlyInstanceOf(NoAnswer.class)
          .withMessageEndingWith(
              "Cannot send the command for 'web-1': no broker at %s took it for the topic 'no-such-topic' within 2 s. Check that the broker runs and that the topic exists, then send the command again."
                  .formatted(broker.bootstrapServers()));
    }
  }

  @Test
  void saysThatNoBrokerIsThere() {
    var settings =
        new ClientSettings(
            Map.of("bootstrap.servers", "127.0.0.1:1"),
            "commands",
            "replies",
            Duration.ofSeconds(1),
            10);
    try (var client = DeploymentClient.open(settings, new BuiltInSchemaIds())) {
      assertThat(client.isListening()).isFalse();
      assertThat(client.send(cancel("web-1", "c"), Map.of()))
          .failsWithin(PATIENCE)
          .withThrowableOfType(ExecutionException.class)
          .withMessageEndingWith(
              "Cannot send the command for 'web-1': no broker at 127.0.0.1:1 took it for the topic 'commands' within 1 s. Check that the broker runs and that the topic exists, then send the command again.");
    }
  }

  private DeploymentReply reply(CommandMessage command) {
    return new DeploymentReply(
        command.id(), command.commandId(), command.id().value().equals("gone") ? REFUSAL : null);
  }

  private DeploymentClient client(String commandTopic) {
    Duration patience = commandTopic.equals("commands") ? PATIENCE : Duration.ofSeconds(2);
    return DeploymentClient.open(
        new ClientSettings(kafka(), commandTopic, "replies", patience, 1_000),
        new BuiltInSchemaIds());
  }

  private Map<String, String> kafka() {
    return Map.of("bootstrap.servers", broker.bootstrapServers());
  }

  private static CommandMessage cancel(String id, String commandId) {
    return new CommandMessage.Cancel(new DeploymentId(id), commandId, "me", "because");
  }
}
