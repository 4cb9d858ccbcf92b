package dev.templatedeployer.end2end;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.templatedeployer.cli.CommandFailed;
import dev.templatedeployer.cli.DeployerCommand;
import dev.templatedeployer.cli.ExitCode;
import dev.templatedeployer.domain.DeploymentEvent;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.Token;
import dev.templatedeployer.wire.BuiltInSchemaIds;
import dev.templatedeployer.wire.EventCodec;
import dev.templatedeployer.wire.EventHash;
import dev.templatedeployer.wire.HeaderNames;
import dev.templatedeployer.wire.RecordedEvent;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// The service on a real broker, and its log: honest first, then with an event that somebody
/// forged.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class VerifiedLogTest {

  static final String OWNER = "pz7mb-3demv-3gk3d-pobww-k3tua-e";
  static final String HOPELESS =
      "{\"failAttempts\":%d,\"fail\":{\"code\":\"EMPTY\",\"message\":\"Empty.\",\"retryable\":false}}";

  SmallInstallation installation;
  ApiUser user;

  @BeforeAll
  void live(@TempDir Path folder) throws Exception {
    installation =
        SmallInstallation.start(
            folder, Map.of("templates.probe.enabled", "true", "templates.probe.backoff", "50ms"));
    user = new ApiUser(installation.deployer().api());
    for (int i = 0; i < 10; i++) {
      deploy("good-" + i, "{}");
    }
    deploy("flaky", HOPELESS.formatted(1).replace("false", "true"));
    deploy("broken", HOPELESS.formatted(9));
    deploy("again", HOPELESS.formatted(1));
    post("/v1/deployments/again/retry", "{\"reason\":\"it was filled\"}");
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> assertThat(user.get("/v1/deployments/again").body()).contains("\"COMPLETED\""));
  }

  @AfterAll
  void stop() {
    installation.close();
    user.close();
  }

  @Test
  @Order(1)
  void anHonestLogVerifies() throws Exception {
    assertThat(deployer("verify")).isEqualTo(ExitCode.OK.number());

    assertThat(verification().body())
        .contains("\"state\":\"CLEAN\"", "\"deployments\":13", "\"differences\":0");
    assertThat(user.get("/metrics").body())
        .containsPattern("(?m)^deployer_verify_deployments 13.0")
        .containsPattern("(?m)^deployer_verify_last_success_timestamp_seconds 1\\.\\d+E9");
  }

  @Test
  @Order(2)
  void oneDeploymentVerifiesAlone() throws Exception {
    assertThat(deployer("verify", "--id", "flaky")).isEqualTo(ExitCode.OK.number());
    assertThat(verification().body()).contains("\"deploymentId\":\"flaky\"", "\"deployments\":1,");
    assertThat(deployer("verify", "--id", "nobody")).isEqualTo(ExitCode.NOT_FOUND.number());
  }

  /// Whoever may write the topic can also make the hash fit. The record store was told nothing.
  @Test
  @Order(3)
  void aForgedEventIsFoundAndNamed() throws Exception {
    forgeTheCompletionOf("broken");

    assertThat(deployer("verify")).isEqualTo(ExitCode.MISMATCH.number());

    assertThat(verification().body())
        .contains(
            "\"state\":\"DIFFERENT\"",
            "\"differences\":1,",
            "The changelog 'template-deployer-deployments-changelog' shows 'broken' at version 3, and the log has come"
                + " to version 4.");
    assertThat(deployer("verify", "--id", "flaky")).isEqualTo(ExitCode.OK.number());
  }

  @Test
  @Order(4)
  void anEventWithAnotherHashIsFoundAndNamed() throws Exception {
    ConsumerRecord<String, byte[]> asked = eventsOf("good-1").getFirst();
    send(asked.partition(), "good-1", asked.value(), new byte[32]);

    assertThat(deployer("verify", "--id", "good-1")).isEqualTo(ExitCode.MISMATCH.number());

    assertThat(verification().body())
        .contains(
            "\"kind\":\"REPEATED\"",
            "The event Requested of 'good-1', version 1 at 'deployments.events', partition %d, offset "
                .formatted(asked.partition()));
  }

  private void forgeTheCompletionOf(String id) throws Exception {
    ConsumerRecord<String, byte[]> last = eventsOf(id).getLast();
    Instant now = Instant.ofEpochMilli(last.timestamp() + 1);
    var event = new DeploymentEvent.Completed(Token.FIRST, Map.of(), now, now, now);
    byte[] value =
        new EventCodec(new BuiltInSchemaIds())
            .encode(new RecordedEvent(new DeploymentId(id), 4, RecordedEvent.Cause.TIME, event));
    EventHash before = EventHash.of(last.headers().lastHeader(HeaderNames.HASH).value());
    send(last.partition(), id, value, before.then(value).bytes());
  }

  private List<ConsumerRecord<String, byte[]>> eventsOf(String id) throws Exception {
    String events = "deployments.events";
    try (var log = new CommittedLog(installation.broker().bootstrapServers(), 2, List.of(events))) {
      log.readToTheEnd(Duration.ofSeconds(20));
      return log.of(events).stream().filter(record -> record.key().equals(id)).toList();
    }
  }

  private void send(int partition, String id, byte[] value, byte[] hash) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", installation.broker().bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      var record = new ProducerRecord<>("deployments.events", partition, id, value);
      record.headers().add(HeaderNames.HASH, hash);
      producer.send(record).get();
    }
  }

  /// The last verification, with what it found.
  private HttpResponse<String> verification() throws Exception {
    String newest = ApiUser.field(user.get("/v1/verifications").body(), "id");
    return user.get("/v1/verifications/" + newest);
  }

  private int deployer(String... arguments) {
    var all = new ArrayList<>(List.of("--server", installation.deployer().api().toString()));
    all.addAll(List.of(arguments));
    return DeployerCommand.run(
        all.toArray(String[]::new),
        _ -> {},
        _ -> {},
        _ -> {
          throw new CommandFailed(ExitCode.USAGE, "No command of this test speaks to Kafka.");
        },
        (_, _) -> {
          throw new CommandFailed(ExitCode.USAGE, "No command of this test rebuilds anything.");
        },
        (_, _) -> {
          throw new CommandFailed(ExitCode.USAGE, "No command of this test rebuilds anything.");
        });
  }

  private void deploy(String id, String config) throws Exception {
    post(
        "/v1/deployments",
        "{\"template\":\"probe\",\"id\":\"%s\",\"owner\":\"%s\",\"config\":%s}"
            .formatted(id, OWNER, config));
  }

  private void post(String path, String body) throws Exception {
    HttpResponse<String> answer = user.post(path, body);
    assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
  }
}
