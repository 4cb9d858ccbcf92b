package dev.templatedeployer.end2end;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.Deployer;
import dev.templatedeployer.dev.EmbeddedBroker;
import dev.templatedeployer.template.ExampleJar;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the guide for authors of templates ends with: the jar is dropped into the folder of a
/// running installation and deployed from after a restart.
class TemplateJarTest {

  private static final String DEPLOYMENT =
      """
      {"template": "bucket", "owner": "pz7mb-3demv-3gk3d-pobww-k3tua-e",
       "config": {"name": "invoices", "megabytes": 64}}\
      """;

  @TempDir Path folder;

  @AfterEach
  void forgetTheBuckets() {
    System.clearProperty("bucket.root");
  }

  @Test
  void isDeployedFromAfterARestart() throws Exception {
    Path templates = Files.createDirectory(folder.resolve("templates"));
    Path buckets = Files.createDirectory(folder.resolve("buckets"));
    System.setProperty("bucket.root", buckets.toString());
    try (EmbeddedBroker broker = SmallInstallation.broker(folder)) {
      HttpResponse<String> unknown;
      try (Deployer before = start(broker, templates);
          var user = new ApiUser(before.api())) {
        ExampleJar.build(folder.resolve("build"), templates);
        unknown = user.post("/v1/deployments", DEPLOYMENT);
      }
      assertThat(unknown.body()).contains("There is no template 'bucket'.");

      try (Deployer after = start(broker, templates);
          var user = new ApiUser(after.api())) {
        HttpResponse<String> deployed = user.post("/v1/deployments", DEPLOYMENT);
        assertThat(deployed.body()).contains("\"COMPLETED\"");
        Path bucket = buckets.resolve(ApiUser.field(deployed.body(), "canisterId"));
        assertThat(bucket.resolve("NOTE")).content().startsWith("invoices, 64 MB");
      }
    }
  }

  private Deployer start(EmbeddedBroker broker, Path templates) throws Exception {
    return SmallInstallation.deployer(
        broker, folder, Map.of("deployer.templates-dir", templates.toString()));
  }
}
