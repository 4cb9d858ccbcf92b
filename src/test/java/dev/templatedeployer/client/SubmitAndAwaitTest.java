package dev.templatedeployer.client;

import static dev.templatedeployer.client.OutcomeLog.OWNER;
import static dev.templatedeployer.client.OutcomeLog.completed;
import static dev.templatedeployer.client.OutcomeLog.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.templatedeployer.dev.EmbeddedBroker;
import dev.templatedeployer.domain.DeploymentOutcome;
import dev.templatedeployer.domain.DeploymentReply;
import dev.templatedeployer.domain.Refusal;
import dev.templatedeployer.domain.Status;
import dev.templatedeployer.wire.BuiltInSchemaIds;
import dev.templatedeployer.wire.CommandMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Sending and waiting, against a service that says of every deployment that it has 7 events.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubmitAndAwaitTest {

  static final Duration PATIENCE = Duration.ofSeconds(30);
  static final Refusal REFUSAL =
      Refusal.of(Refusal.Kind.INVALID_PAYLOAD, "There is no template 'nothing'.");

  final List<String> taken = new CopyOnWriteArrayList<>();
  EmbeddedBroker broker;
  OutcomeLog log;
  StandInService service;
  TemplateDeployerClient client;

  @BeforeAll
  @SuppressWarnings("NullAway.Init") // before anything else
  void start(@TempDir Path folder) throws Exception {
    broker = EmbeddedBroker.start(folder, 0);
    var kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
    try (var admin = Admin.create(Map.copyOf(kafka))) {
      admin
          .createTopics(
              List.of(
                  new NewTopic("commands", 1, (short) 1), new NewTopic("replies", 3, (short) 1)))
          .all()
          .get();
    }
    log = OutcomeLog.create(broker.bootstrapServers(), "outcomes", 3);
    service = new StandInService(broker.bootstrapServers(), "commands", this::act);
    client =
        TemplateDeployerClient.open(
            new ClientSettings(kafka, "commands", "replies", PATIENCE, 100),
            "outcomes",
            new BuiltInSchemaIds());
  }

  @AfterAll
  void stop() {
    client.close();
    service.close();
    log.close();
    broker.close();
  }

  /// Ends what is called after an end before it replies, so the outcome overtakes the reply.
  private DeploymentReply act(CommandMessage command) {
    String id = command.id().value();
    taken.add(id);
    if (id.equals("refused")) {
      return new DeploymentReply(command.id(), null, REFUSAL);
    }
    if (id.startsWith("failed")) {
      log.takeBack(completed(id, 9));
      log.commit(outcome(id, 4, Status.CANCELLED), outcome(id, 8, Status.FAILED));
    }
    return new DeploymentReply(command.id(), null, null);
  }

  @Test
  void givesTheOutcomeAsAValueAlsoIfItOvertakesTheReplyAndNeverThatOfAnEarlierRun() {
    assertThat(client.submitAndAwait(probe("failed-1"), PATIENCE))
        .succeedsWithin(PATIENCE)
        .isEqualTo(outcome("failed-1", 8, Status.FAILED));
  }

  @Test
  void findsTheOutcomeOfADeploymentThatHadEndedBeforeItWasSentAgain() {
    log.commit(outcome("again", 3, Status.FAILED), completed("again", 7), completed("other", 7));

    assertThat(client.submitAndAwait(probe("again"), PATIENCE))
        .succeedsWithin(PATIENCE)
        .isEqualTo(completed("again", 7));
  }

  @Test
  void giveEverybodyTheOutcomeWhoWaitsForTheSameDeployment() {
    List<CompletableFuture<DeploymentOutcome>> all =
        List.of(
            client.submitAndAwait(probe("failed-2"), PATIENCE),
            client.submitAndAwait(probe("failed-2"), PATIENCE));

    assertThat(all)
        .allSatisfy(one ->
            assertThat(one)
                .succeedsWithin(PATIENCE)
                .isEqualTo(outcome("failed-2", 8, Status.FAILED)));
  }

  @Test
  void sendsNothingOnceTimeIsOver() throws Exception {
    var settings =
        new ClientSettings(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            "commands",
            "replies",
            PATIENCE,
            100);
    try (var late =
        TemplateDeployerClient.open(settings, "outcomes-of-later", new BuiltInSchemaIds())) {
      assertThat(late.submitAndAwait(probe("failed-before"), Duration.ofMillis(100)))
          .failsWithin(PATIENCE);

      OutcomeLog.create(broker.bootstrapServers(), "outcomes-of-later", 1).close();
      var _ = late.submitAndAwait(probe("failed-after"), PATIENCE);

      await().atMost(PATIENCE).until(() -> taken.contains("failed-after"));
      assertThat(taken).doesNotContain("failed-before");
    }
  }

  @Test
  void failsWithTheRefusal() {
    assertThat(client.submitAndAwait(probe("refused"), PATIENCE))
        .failsWithin(PATIENCE)
        .withThrowableThat()
        .havingCause()
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.refusal()).isEqualTo(REFUSAL));
    assertThat(client.deploy(probe("refused")))
        .failsWithin(PATIENCE)
        .withThrowableThat()
        .withCauseExactlyInstanceOf(Refused.class);
  }

  @Test
  void saysThatItGoesOnWhenTimeIsOver() {
    assertThat(client.submitAndAwait(probe("endless"), Duration.ofMillis(1500)))
        .failsWithin(PATIENCE)
        .withThrowableThat()
        .withCauseExactlyInstanceOf(NoOutcome.class)
        .withMessageContaining(
            "The deployment 'endless' was sent and had not ended after 1500 ms. It goes on:");
  }

  @Test
  void refusesWhatBreaksARuleWithoutSendingIt() {
    NewDeployment wanted = probe("labelled").label("no spaces please", "x");

    assertThat(client.deploy(wanted))
        .failsWithin(PATIENCE)
        .withThrowableThat()
        .withCauseExactlyInstanceOf(Refused.class)
        .withMessageContaining("The key of a label");
  }

  @Test
  void tellsThoseWhoWaitThatItWasClosed() {
    var closing =
        TemplateDeployerClient.open(
            new ClientSettings(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                "commands",
                "replies",
                PATIENCE,
                100),
            "outcomes",
            new BuiltInSchemaIds());
    CompletableFuture<DeploymentOutcome> waiting =
        closing.submitAndAwait(probe("endless-2"), PATIENCE);
    closing.close();

    assertThat(waiting).failsWithin(PATIENCE);
    assertThat(closing.submitAndAwait(probe("too-late"), PATIENCE)).failsWithin(PATIENCE);
  }

  private static NewDeployment probe(String id) {
    return NewDeployment.of("probe", Map.of("sleepMs", 1), OWNER).id(id);
  }
}
