package dev.templatedeployer.end2end;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.Deployer;
import dev.templatedeployer.dev.EmbeddedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The backend of `src/examples/node` against the whole service: Confluent's own clients read and
/// write what the service reads and writes. Runs with `-Pnode`, after `npm install` there.
@Tag("node")
class NodeExampleTest {

  static final Path EXAMPLE = Path.of("src/examples/node");

  @Test
  void deploysALockWithConfluentsClients(@TempDir Path folder) throws Exception {
    assertThat(EXAMPLE.resolve("node_modules"))
        .as("what 'npm install' makes in %s", EXAMPLE)
        .isDirectory();
    try (var broker = EmbeddedBroker.start(folder.resolve("kafka"), 0);
        var deployer = start(broker, folder);
        var user = new ApiUser(deployer.api())) {
      Path output = folder.resolve("output");
      var command =
          new ProcessBuilder("node", "deploy-lock.js", "from-node")
              .directory(EXAMPLE.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      command.environment().put("BOOTSTRAP_SERVERS", broker.bootstrapServers());
      command.environment().put("SCHEMA_REGISTRY", deployer.api() + "/registry");
      Process process = command.start();
      try {
        assertThat(process.waitFor(90, TimeUnit.SECONDS)).as("it ended by itself").isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
      } finally {
        process.destroyForcibly();
      }
      assertThat(Files.readString(output))
          .contains("{\"id\":\"from-node\",\"status\":\"COMPLETED\",\"canisterId\":");
      assertThat(user.get("/v1/deployments/from-node").body())
          .contains("\"status\":\"COMPLETED\"", "\"from\":\"node\"");
    }
  }

  private static Deployer start(EmbeddedBroker broker, Path folder) throws Exception {
    Map<String, String> settings =
        Map.of(
            "kafka.bootstrap.servers", broker.bootstrapServers(),
            "deployer.state-dir", folder.resolve("state").toString(),
            "deployer.http.port", "0",
            "deployer.topics.partitions", "2",
            "deployer.topics.replication", "1");
    return Deployer.startWithTopics(Deployer.settings(settings, Map.of(), null));
  }
}
