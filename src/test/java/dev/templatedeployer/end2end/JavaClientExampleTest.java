package dev.templatedeployer.end2end;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.client.NewDeployment;
import dev.templatedeployer.client.Refused;
import dev.templatedeployer.client.TemplateDeployerClient;
import dev.templatedeployer.domain.DeploymentOutcome;
import dev.templatedeployer.domain.Refusal;
import dev.templatedeployer.domain.Status;
import dev.templatedeployer.identity.Principal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The backend of `src/examples/java-client`, compiled as it stands there, in a process of its own
/// against the whole service.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JavaClientExampleTest {

  static final Duration PATIENCE = Duration.ofSeconds(30);
  static final Path SOURCE =
      Path.of("src/examples/java-client/src/main/java/org/example/shop/ShopBackend.java");

  Path folder;
  SmallInstallation installation;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    this.folder = folder;
    installation = SmallInstallation.start(folder, Map.of());
    compile();
  }

  @AfterAll
  void stop() {
    installation.close();
  }

  @Test
  void deploysALockAndHearsOfItsOutcomeInBothWays() throws Exception {
    String first = run();
    assertThat(first.lines())
        .hasSize(2)
        .allMatch(line -> line.matches("(awaited|heard): order-42 is [a-z0-9-]+"));

    try (var user = new ApiUser(installation.deployer().api())) {
      assertThat(user.get("/v1/deployments/order-42").body())
          .contains("\"COMPLETED\"", "\"order\":\"42\"");
      assertThat(user.get("/asyncapi.yaml").body()).contains("address: deployments.outcomes");
    }
  }

  @Test
  void isTakenAtItsWordWhenItSendsWhatHadEndedBefore() throws Exception {
    NewDeployment lock =
        NewDeployment.ofJson(
                "lock",
                Files.readAllBytes(Path.of("src/examples/lock.json")),
                new Principal("pz7mb-3demv-3gk3d-pobww-k3tua-e"))
            .id("twice");
    DeploymentOutcome first;
    try (var client = TemplateDeployerClient.at(installation.broker().bootstrapServers()).open()) {
      first = client.submitAndAwait(lock, PATIENCE).get();
      assertThat(first.status()).isEqualTo(Status.COMPLETED);
    }
    try (var another = TemplateDeployerClient.at(installation.broker().bootstrapServers()).open()) {
      assertThat(another.submitAndAwait(lock, PATIENCE)).succeedsWithin(PATIENCE).isEqualTo(first);
      assertThat(another.submitAndAwait(lock.label("now", "changed"), PATIENCE))
          .failsWithin(PATIENCE)
          .withThrowableThat()
          .havingCause()
          .isInstanceOfSatisfying(
              Refused.class,
              refused -> assertThat(refused.refusal().kind()).isEqualTo(Refusal.Kind.CONFLICT));
    }
  }

  private String run() throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(folder.resolve("classes") + ":" + System.getProperty("java.class.path"));
    command.addAll(
        List.of("org.example.shop.ShopBackend", installation.broker().bootstrapServers(), "42"));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ended by itself").isTrue();
      assertThat(process.exitValue()).isZero();
      return Files.readString(output)
          .lines()
          .filter(line -> line.startsWith("awaited") || line.startsWith("heard"))
          .collect(Collectors.joining("\n"));
    } finally {
      process.destroyForcibly();
    }
  }

  private void compile() throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-Xlint:all,-classfile,-path,-processing",
                "-Werror",
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString(),
                SOURCE.toString());
    assertThat(result).as("what javac says of the example").isZero();
  }
}
