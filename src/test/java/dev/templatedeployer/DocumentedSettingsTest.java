package dev.templatedeployer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.http.HttpSettings;
import dev.templatedeployer.settings.SettingsTable;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DocumentedSettingsTest {

  @Test
  void theReadmeListsTheSettingsAsTheCodeDeclaresThem() throws Exception {
    String declared = SettingsTable.markdown(DeployerSettings.all()).strip();
    Path written = Path.of("target", "settings.md");
    Files.writeString(written, declared + "\n");

    assertThat(Files.readString(Path.of("README.md")))
        .as("The section 'Settings' of the README has to hold what is in %s", written)
        .contains(declared);
  }

  @Test
  void theSettingsFileOfTheComposeSetUpIsUnderstood() throws Exception {
    var settings =
        Deployer.settings(
            java.util.Map.of(), java.util.Map.of(), Path.of("ops/deployer.properties"));

    assertThat(settings.kafka()).containsEntry("bootstrap.servers", "kafka:19092");
    assertThat(settings.get(HttpSettings.HOST_NAMES)).contains("localhost", "deployer");
  }
}
