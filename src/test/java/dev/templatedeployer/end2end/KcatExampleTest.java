package dev.templatedeployer.end2end;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.client.NewDeployment;
import dev.templatedeployer.client.TemplateDeployerClient;
import dev.templatedeployer.domain.DeploymentOutcome;
import dev.templatedeployer.domain.Status;
import dev.templatedeployer.identity.Principal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What `src/examples/README.md` says of kcat, with kcat. Those commands that decode Avro are left
/// out, for many builds of it cannot.
@Tag("clients")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KcatExampleTest {

  static final Duration PATIENCE = Duration.ofSeconds(60);

  Path folder;
  SmallInstallation installation;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    this.folder = folder;
    installation = SmallInstallation.start(folder, Map.of("deployer.topics.partitions", "4"));
    NewDeployment lock =
        NewDeployment.ofJson(
                "lock",
                Files.readAllBytes(Path.of("src/examples/lock.json")),
                new Principal("pz7mb-3demv-3gk3d-pobww-k3tua-e"))
            .id("order-42");
    try (var client = TemplateDeployerClient.at(installation.broker().bootstrapServers()).open()) {
      assertThat(client.submitAndAwait(lock, PATIENCE))
          .succeedsWithin(PATIENCE)
          .returns(Status.COMPLETED, DeploymentOutcome::status);
    }
  }

  @AfterAll
  void stop() {
    installation.close();
  }

  @Test
  void readsFromTheHeadersHowADeploymentEnded() throws Exception {
    var outcomes = read("deployments.outcomes", "-e", "-f", "%k %h\n");

    assertThat(outcomes.text().lines())
        .singleElement()
        .asString()
        .startsWith("order-42 ")
        .contains("ce_type=dev.templatedeployer.deployment.outcome.completed.v1")
        .contains("content-type=application/avro");
  }

  @Test
  void goesOnAsAMemberOfAGroup() throws Exception {
    String[] next = {
      "-q",
      "-b",
      installation.broker().bootstrapServers(),
      "-X",
      "auto.offset.reset=earliest",
      "-f",
      "%k\n"
    };
    var first = kcat(with(next, "-c", "1", "-G", "shop", "deployments.outcomes"));
    assertThat(first.text()).isEqualTo("order-42\n");

    var second = kcat(with(next, "-e", "-G", "shop", "deployments.outcomes"));

    assertThat(second.text()).as("what is there beyond what the group has read").isEmpty();
  }

  @Test
  void sendsACommandAgain() throws Exception {
    String place =
        read("deployments.commands", "-e", "-f", "%k %p %o\n")
            .text()
            .lines()
            .filter(line -> line.startsWith("order-42 "))
            .findFirst()
            .orElseThrow();
    String[] parts = place.split(" ", -1);
    var command =
        read("deployments.commands", "-p", parts[1], "-o", parts[2], "-c", "1", "-f", "%s");
    assertThat(command.output().get()).startsWith(0, 0, 0, 0);
    Path file = Files.write(folder.resolve("command.avro"), command.output().get());

    write("order-42", file);

    assertThat(read("deployments.replies", "-c", "2", "-f", "%k\n").text())
        .as("the keys of the first reply and of the one more")
        .isEqualTo("order-42\norder-42\n");
    assertThat(read("deployments.outcomes", "-e", "-f", "%k\n").text()).isEqualTo("order-42\n");
  }

  @Test
  void readsWhyACommandBecameADeadLetter() throws Exception {
    write("order 43", Files.writeString(folder.resolve("text"), "This is not Avro.", UTF_8));

    var letter = read("deployments.dead-letters", "-c", "1", "-f", "%k\n%h\n%s\n");

    assertThat(letter.text())
        .contains("order 43\n", "__streams.errors.topic=deployments.commands")
        .doesNotContain("This is not Avro.");
    assertThat(letter.text().lines().toList().getLast()).endsWith(".");
  }

  private void write(String key, Path file) throws Exception {
    kcat(
        "-P",
        "-b",
        installation.broker().bootstrapServers(),
        "-t",
        "deployments.commands",
        "-X",
        "topic.partitioner=murmur2_random",
        "-k",
        key,
        file.toString());
  }

  private ForeignProgram.Run read(String topic, String... how) throws Exception {
    String[] all = {
      "-C", "-q", "-b", installation.broker().bootstrapServers(), "-t", topic, "-o", "beginning"
    };
    return kcat(with(all, how));
  }

  private ForeignProgram.Run kcat(String... arguments) throws Exception {
    return new ForeignProgram("kcat", folder, Map.of(), PATIENCE).run(arguments).well();
  }

  private static String[] with(String[] first, String... then) {
    return Stream.of(first, then).flatMap(Arrays::stream).toArray(String[]::new);
  }
}
