package dev.templatedeployer.end2end;

import static dev.templatedeployer.end2end.ApiUser.field;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.templatedeployer.Deployer;
import dev.templatedeployer.dev.EmbeddedBroker;
import dev.templatedeployer.domain.Config;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRequest;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.wire.CommandMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A service that meets a config which would overflow a stack, and loses a template with open
/// deployments. It goes on, over a restart too, and others are deployed.
class HostileInputTest {

  private static final Principal OWNER = new Principal("pz7mb-3demv-3gk3d-pobww-k3tua-e");
  private static final String DEEP_PATTERN =
      """
      {"type": "object", "properties": {"text": {"type": "string", "pattern": "^([a-z]{1,63}\\\\.?)+$"}}}
      """;
  private static final String DECLARATION =
      """
      name: flimsy
      version: 1.0.0
      title: Flimsy
      description: Sleeps for a while.
      engine: process
      process:
        command: ["/bin/sleep", "600"]
        exit-codes:
          permanent: [1]
      """;

  @TempDir Path folder;

  @Test
  void endsNeitherTheServiceNorAnotherDeployment() throws Exception {
    Path templates = Files.createDirectory(folder.resolve("templates"));
    Path flimsy = Files.createDirectory(templates.resolve("flimsy"));
    Files.writeString(flimsy.resolve("template.yaml"), DECLARATION);
    Files.writeString(flimsy.resolve("config.schema.json"), DEEP_PATTERN);
    try (EmbeddedBroker broker = SmallInstallation.broker(folder)) {
      try (Deployer before =
              start(
                  broker,
                  templates,
                  Map.of("templates.flimsy.lease", "2s", "templates.flimsy.start-timeout", "3s"));
          var user = new ApiUser(before.api())) {
        var backend = new ResendingBackend(broker.bootstrapServers(), "deployments.admin-commands");
        backend.send(
            List.of(
                deploy("poison", "{\"text\": \"%s!\"}".formatted("a.".repeat(32_000))),
                deploy("open", "{\"text\": \"a.b\"}")));
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> status(user, "open").equals("PROCESSING"));
        assertThat(user.get("/v1/deployments/poison").statusCode()).isEqualTo(404);
        assertCompletes(user);
      }

      Files.delete(flimsy.resolve("template.yaml"));
      Files.delete(flimsy.resolve("config.schema.json"));
      Files.delete(flimsy);
      try (Deployer after = start(broker, templates, Map.of());
          var user = new ApiUser(after.api())) {
        await().atMost(Duration.ofSeconds(90)).until(() -> status(user, "open").equals("FAILED"));
        assertThat(user.get("/v1/deployments/open").body())
            .contains("TEMPLATE_MISSING", "The template 'flimsy' is not here any more.");
        var retried = user.post("/v1/deployments/open/retry", "{\"reason\": \"again\"}");
        assertThat(retried.body()).contains("its template 'flimsy' is not here");
        assertCompletes(user);
      }
    }
  }

  private static void assertCompletes(ApiUser user) throws Exception {
    var deployed =
        user.post(
            "/v1/deployments",
            "{\"template\": \"probe\", \"owner\": \"%s\", \"config\": {}}".formatted(OWNER));
    assertThat(field(deployed.body(), "status")).isEqualTo("COMPLETED");
  }

  private static String status(ApiUser user, String id) throws Exception {
    var answer = user.get("/v1/deployments/" + id);
    return answer.statusCode() == 200 ? field(answer.body(), "status") : "";
  }

  private static CommandMessage deploy(String id, String config) {
    return new CommandMessage.Deploy(
        new DeploymentId(id),
        null,
        null,
        new DeploymentRequest(
            new TemplateName("flimsy"),
            null,
            new Config(config.getBytes(UTF_8), "00".repeat(32)),
            OWNER,
            Map.of(),
            null,
            null));
  }

  private Deployer start(EmbeddedBroker broker, Path templates, Map<String, String> more)
      throws Exception {
    var settings = new HashMap<>(more);
    settings.put("deployer.templates-dir", templates.toString());
    settings.put("templates.probe.enabled", "true");
    settings.put("deployer.executor.drain", "1s");
    return SmallInstallation.deployer(broker, folder, settings);
  }
}
