package dev.templatedeployer.end2end;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The backend of `src/examples/node` against the whole service: Confluent's own clients read and
/// write what the service reads and writes.
///
/// Installs their packages into `target/`, once; that takes minutes where they bring no compiled
/// library for the platform, or none can be downloaded.
@Tag("clients")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodeExampleTest {

  static final Path EXAMPLES = Path.of("src/examples");
  static final Path COPY = Path.of("target/examples");
  static final Path SCRIPT = COPY.resolve("node");
  static final List<String> FILES =
      List.of(
          "lock.json",
          "node/.npmrc",
          "node/deploy-lock.js",
          "node/package-lock.json",
          "node/package.json");
  static final ObjectMapper JSON = new ObjectMapper();

  Path folder;
  SmallInstallation installation;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    this.folder = folder;
    install();
    installation = SmallInstallation.start(folder, Map.of());
  }

  @AfterAll
  void stop() {
    if (installation != null) {
      installation.close();
    }
  }

  @Test
  void publishesACommandAndReadsItsReplyAndItsOutcome() throws Exception {
    List<JsonNode> first = records(script().run("deploy-lock.js", "from-node").well());

    assertThat(first).hasSize(2);
    JsonNode reply = first.getFirst().path("reply");
    assertThat(reply.path("deploymentId").asText()).isEqualTo("from-node");
    assertThat(reply.path("payload").fieldNames())
        .toIterable()
        .containsExactly("dev.templatedeployer.wire.avro.v1.DeploymentPending");
    JsonNode outcome = first.getLast().path("outcome");
    assertThat(outcome.path("status").asText()).isEqualTo("COMPLETED");
    assertThat(outcome.path("details").path("name").asText()).isEqualTo("Team tokens of Ada");
    assertThat(outcome.path("requestedAt").asLong())
        .isLessThanOrEqualTo(outcome.path("endedAt").asLong());
    try (var user = new ApiUser(installation.deployer().api())) {
      JsonNode deployment = JSON.readTree(user.get("/v1/deployments/from-node").body());
      assertThat(deployment.path("status").asText()).isEqualTo("COMPLETED");
      assertThat(deployment.path("canisterId").asText())
          .isNotEmpty()
          .isEqualTo(outcome.path("canisterId").asText());
      assertThat(deployment.path("labels").path("from").asText()).isEqualTo("node");
    }

    List<JsonNode> again = records(script().run("deploy-lock.js", "from-node").well());

    assertThat(again.getLast()).as("what the same id ends with").isEqualTo(first.getLast());
  }

  @Test
  void tellsWhyACommandWasRefused() throws Exception {
    Path config = Files.writeString(folder.resolve("config.json"), "{\"amount\": \"-1\"}", UTF_8);

    var refused = script().run("deploy-lock.js", "refused", config.toString());

    assertThat(refused.exitCode()).as(refused.errors()).isEqualTo(4);
    assertThat(refused.errors())
        .contains("'refused' was refused (INVALID_PAYLOAD): ")
        .contains("\n  /config/amount: Expected")
        .contains("\n  /config/name: This field is missing.");
    assertThat(records(refused)).hasSize(1);
  }

  @Test
  void tellsWhatDoesNotAnswer() throws Exception {
    String nobody = "127.0.0.1:" + closedPort();

    var unregistered =
        script(Map.of("SCHEMA_REGISTRY", "http://" + nobody)).run("deploy-lock.js", "unsent");

    assertThat(unregistered.exitCode()).isEqualTo(1);
    assertThat(unregistered.text()).isEmpty();
    assertThat(unregistered.errors().lines())
        .containsExactly(
            "Deploying 'unsent' over %s ...".formatted(installation.broker().bootstrapServers()),
            "The command could not be encoded with the schema from http://%s. SCHEMA_REGISTRY says where it is: connect ECONNREFUSED %s"
                .formatted(nobody, nobody));

    var unbrokered = script(Map.of("BOOTSTRAP_SERVERS", nobody)).run("deploy-lock.js", "unsent");

    assertThat(unbrokered.exitCode()).isEqualTo(1);
    assertThat(unbrokered.text()).isEmpty();
    assertThat(unbrokered.errors().lines())
        .hasSize(2)
        .last()
        .asString()
        .startsWith("No broker was reached at %s. BOOTSTRAP_SERVERS says".formatted(nobody));
  }

  private static List<JsonNode> records(ForeignProgram.Run run) throws IOException {
    try (var values = JSON.readerFor(JsonNode.class).<JsonNode>readValues(run.text())) {
      return values.readAll();
    }
  }

  private ForeignProgram script() {
    return script(Map.of());
  }

  private ForeignProgram script(Map<String, String> otherwise) {
    var environment = new HashMap<String, String>();
    environment.put("BOOTSTRAP_SERVERS", installation.broker().bootstrapServers());
    environment.put("SCHEMA_REGISTRY", installation.deployer().api() + "/registry");
    environment.putAll(otherwise);
    return new ForeignProgram("node", SCRIPT, Map.copyOf(environment), Duration.ofSeconds(90));
  }

  /// If there is no compiled library to download, it is built with the libraries of the system
  /// instead of more downloads.
  private static void install() throws Exception {
    for (String file : FILES) {
      Path copy = COPY.resolve(file);
      Files.createDirectories(copy.getParent());
      Files.copy(EXAMPLES.resolve(file), copy, REPLACE_EXISTING);
    }
    var npm =
        new ForeignProgram(
            "npm", SCRIPT, Map.of("CKJS_LINKING", "dynamic"), Duration.ofMinutes(20));
    npm.run("install", "--no-audit", "--no-fund").well();
  }

  private static int closedPort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
