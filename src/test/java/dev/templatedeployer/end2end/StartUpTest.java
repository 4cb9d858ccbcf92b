package dev.templatedeployer.end2end;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.templatedeployer.CannotStart;
import dev.templatedeployer.Deployer;
import dev.templatedeployer.dev.EmbeddedBroker;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.template.Template;
import dev.templatedeployer.topics.BrokerTopics;
import dev.templatedeployer.topics.KafkaTopics;
import dev.templatedeployer.wire.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What somebody reads whose service does not start.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StartUpTest {

  @TempDir Path stateDir;
  EmbeddedBroker broker;

  @BeforeAll
  void start(@TempDir Path folder) {
    broker = EmbeddedBroker.start(folder.resolve("kafka"), 0);
  }

  @AfterAll
  void stop() {
    broker.close();
  }

  @Test
  void namesEachTopicThatIsMissing() {
    assertThatDeployer(Map.of())
        .contains("'deployments.commands'", "'deployments.events'", "'canisters.commands'")
        .contains("./deployer topics apply");
  }

  @Test
  void saysWhereItLookedForABrokerThatDoesNotAnswer() {
    assertThatDeployer(Map.of("kafka.bootstrap.servers", "127.0.0.1:1"))
        .contains("Cannot reach Kafka at '127.0.0.1:1'");
  }

  @Test
  void suggestsTheNameOfASettingThatWasMistyped() {
    assertThatDeployer(Map.of("deployer.http.prot", "8080"))
        .contains("deployer.http.prot")
        .contains("Did you mean 'deployer.http.port'?");
  }

  @Test
  void refusesSettingsForATemplateThatThereIsNot() {
    assertThatDeployer(Map.of("templates.vault.max-attempts", "2"))
        .contains("vault")
        .contains("lock, probe");
  }

  @Test
  void doesNotOpenTheApiToANetworkThatNobodyTrusts() {
    assertThatDeployer(Map.of("deployer.http.host", "0.0.0.0"))
        .contains("'0.0.0.0'")
        .contains("deployer.http.trust-network");
  }

  @Test
  void doesNotAnswerToAnyNameInANetworkThatIsTrusted() {
    assertThatDeployer(
            Map.of("deployer.http.host", "0.0.0.0", "deployer.http.trust-network", "true"))
        .contains("'0.0.0.0'", "'deployer.http.host-names'");
  }

  @Test
  void doesNotLetTokensTravelInTheClear() {
    assertThatDeployer(
            Map.of(
                "deployer.http.host", "0.0.0.0",
                "deployer.http.auth.mode", "oidc",
                "deployer.http.auth.issuer", "https://id.example",
                "deployer.http.auth.audience", "deployer"))
        .contains("without TLS", "deployer.http.tls.key-store", "deployer.http.trust-network");
  }

  @Test
  void doesNotOpenDevelopmentTokensToANetworkEvenWithTls() {
    assertThatDeployer(
            Map.of(
                "deployer.http.host", "0.0.0.0",
                "deployer.http.tls.key-store", "tls.p12",
                "deployer.http.trust-network", "true",
                "deployer.http.auth.mode", "dev-tokens"))
        .contains("which never expire");
  }

  @Test
  void doesNotOpenTheApiToEverybodyBecauseItSpeaksTls() {
    assertThatDeployer(
            Map.of("deployer.http.host", "0.0.0.0", "deployer.http.tls.key-store", "tls.p12"))
        .contains("let in everybody who reaches it");
  }

  @Test
  void saysHowToSetAnOwnerWhereThereIsNone() throws Exception {
    Map<String, String> prefixes =
        Map.of(
            "deployer.topics.deployments-prefix", "free.deployments.",
            "deployer.topics.canisters-prefix", "free.canisters.");
    var templates = new ArrayList<TemplateName>();
    for (Template<?> template : ServiceLoader.load(Template.class)) {
      templates.add(new TemplateName(template.name()));
    }
    try (BrokerTopics topics =
        KafkaTopics.at(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      topics.create(
          new Topics("free.deployments.", "free.canisters.", 1).all(templates, List.of()), 1);
    }

    assertThatDeployer(prefixes)
        .isEqualTo(
            "Nobody owns this service yet. Say who does, and which backend may deploy: './deployer access bootstrap --owner NAME --backend backend', with the same --config or --bootstrap.");
  }

  @Test
  void saysThatThePortOfTheApiIsTaken() throws IOException {
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var settings = new HashMap<String, String>();
      settings.put("deployer.http.port", Integer.toString(other.getLocalPort()));
      settings.put("deployer.topics.deployments-prefix", "taken.deployments.");
      settings.put("deployer.topics.canisters-prefix", "taken.canisters.");

      assertThatExceptionOfType(CannotStart.class)
          .isThrownBy(
              () -> Deployer.startWithTopics(Deployer.settings(with(settings), Map.of(), null)))
          .withMessageContaining("Port %d".formatted(other.getLocalPort()))
          .withMessageContaining("taken");
    }
  }

  @Test
  void saysThatAnotherProcessHoldsTheStateDirectory() throws Exception {
    Map<String, String> settings =
        with(
            Map.of(
                "deployer.topics.deployments-prefix", "held.deployments.",
                "deployer.topics.canisters-prefix", "held.canisters."));
    try (Deployer first = Deployer.startWithTopics(Deployer.settings(settings, Map.of(), null))) {
      assertThat(first.templates()).contains("lock");

      assertThatExceptionOfType(CannotStart.class)
          .isThrownBy(() -> Deployer.start(Deployer.settings(settings, Map.of(), null)))
          .withMessageContaining("held by another process");
    }
  }

  private org.assertj.core.api.AbstractStringAssert<?> assertThatDeployer(
      Map<String, String> settings) {
    try (Deployer started = Deployer.start(Deployer.settings(with(settings), Map.of(), null))) {
      throw new AssertionError("The service started at " + started.api());
    } catch (CannotStart e) {
      return assertThat(e.getMessage());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private Map<String, String> with(Map<String, String> more) {
    var settings = new HashMap<String, String>();
    settings.put("kafka.bootstrap.servers", broker.bootstrapServers());
    settings.put("deployer.state-dir", stateDir.toString());
    settings.put("deployer.http.port", "0");
    settings.put("deployer.topics.partitions", "1");
    settings.put("deployer.topics.replication", "1");
    settings.putAll(more);
    return settings;
  }
}
