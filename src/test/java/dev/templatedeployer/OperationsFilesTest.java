package dev.templatedeployer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What watches over the service, as far as files alone tell.
class OperationsFilesTest {

  static final Pattern ALERT = Pattern.compile("- alert: (\\w+)\\n(?:(?!- alert:)[\\s\\S])*");

  @Test
  void everyAlertSaysHowBadItIsAndWhatToRead() throws IOException {
    String runbook = Files.readString(Path.of("ops/README.md"));
    List<MatchResult> alerts =
        ALERT.matcher(Files.readString(Path.of("ops/prometheus/alerts.yml"))).results().toList();

    assertThat(alerts).hasSizeGreaterThan(15);
    for (MatchResult alert : alerts) {
      String name = alert.group(1);
      assertThat(alert.group())
          .contains("runbook: \"ops/README.md#%s\"".formatted(name.toLowerCase(Locale.ROOT)))
          .containsPattern("severity: (page|ticket)}")
          .containsPattern("summary: \"[A-Z].*\\.\"");
      assertThat(runbook).contains("\n## %s\n".formatted(name));
    }
  }

  @Test
  void theRunbookExplainsNoAlertThatThereIsNot() throws IOException {
    String alerts = Files.readString(Path.of("ops/prometheus/alerts.yml"));

    assertThat(
            Pattern.compile("(?m)^## (Deployer\\w+)$")
                .matcher(Files.readString(Path.of("ops/README.md")))
                .results())
        .allSatisfy(section -> assertThat(alerts).contains("- alert: " + section.group(1) + "\n"));
  }

  @Test
  void everyContainerIsConfinedAndNoneHasADefaultPassword() throws IOException {
    String compose = Files.readString(Path.of("docker-compose.yml"));
    String services =
        compose.substring(compose.indexOf("\nservices:"), compose.indexOf("\nvolumes:"));

    assertThat(compose).contains("cap_drop: [ALL]", "no-new-privileges:true");
    assertThat(Pattern.compile("(?m)^  [a-z]+:\\n(.*)$").matcher(services).results())
        .hasSize(7)
        .allSatisfy(service -> assertThat(service.group(1)).isEqualTo("    <<: *confined"));
    assertThat(services)
        .contains("test -n \"$$GF_SECURITY_ADMIN_PASSWORD\"")
        .doesNotContain(":latest");
  }

  @Test
  void noPanelHidesAnother() throws IOException {
    JsonNode panels =
        new ObjectMapper()
            .readTree(Path.of("ops/grafana/dashboards/template-deployer.json").toFile())
            .path("panels");
    var ids = new ArrayList<Integer>();
    Set<String> taken = new HashSet<>();
    for (JsonNode panel : panels) {
      ids.add(panel.path("id").asInt());
      assertThat(panel.path("title").asText()).endsWith("?");
      JsonNode place = panel.path("gridPos");
      for (int x = 0; x < place.path("w").asInt(); x++) {
        for (int y = 0; y < place.path("h").asInt(); y++) {
          int column = place.path("x").asInt() + x;
          assertThat(taken.add(column + "," + (place.path("y").asInt() + y)))
              .as(panel.path("title").asText())
              .isTrue();
          assertThat(column).isLessThan(24);
        }
      }
    }
    assertThat(ids).hasSizeGreaterThan(10).doesNotHaveDuplicates();
  }
}
