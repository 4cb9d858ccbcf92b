package dev.templatedeployer.end2end;

import static dev.templatedeployer.end2end.ApiUser.field;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.templatedeployer.Deployer;
import dev.templatedeployer.client.ClientSettings;
import dev.templatedeployer.client.DeploymentClient;
import dev.templatedeployer.domain.Config;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRequest;
import dev.templatedeployer.domain.Refusal;
import dev.templatedeployer.domain.Status;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.settings.Settings;
import dev.templatedeployer.signature.CommandSigner;
import dev.templatedeployer.wire.BuiltInSchemaIds;
import dev.templatedeployer.wire.CommandMessage;
import dev.templatedeployer.wire.OutcomeCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The whole service on a broker that asks everybody who they are and lets nobody do more than what
/// `./deployer acls` prints, from the first command of an operator on.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecuredServiceTest {

  static final String OWNER = "pz7mb-3demv-3gk3d-pobww-k3tua-e";
  static final Duration PATIENCE = Duration.ofSeconds(60);

  Path folder;
  String keys = "";
  SecuredBroker broker;
  Deployer deployer;
  ApiUser user;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    this.folder = folder;
    keys = newKey("billing-1", "--backend", "billing") + newKey("service-1", "--service");
    broker = SecuredBroker.start(folder.resolve("kafka"));
    broker.makeUsers(List.of("deployer", "operator", "billing", "reports"));
    broker.apply(
        bindings(
            command(
                "acls",
                "--config",
                settingsFileOf("operator").toString(),
                "--output",
                "json",
                "--subscriber",
                "reports=User:reports")));
    command("topics", "apply", "--config", settingsFileOf("operator").toString());
    command(
        "access",
        "bootstrap",
        "--owner",
        "olga",
        "--backend",
        "billing",
        "--config",
        settingsFileOf("deployer").toString());
    deployer = Deployer.start(settingsOf("deployer"));
    user = new ApiUser(deployer.api());
  }

  @AfterAll
  void stop() {
    user.close();
    deployer.close();
    broker.close();
  }

  @Test
  void deploysForTheApiAndForABackendAndIsRefusedNothing() throws Exception {
    String config = Files.readString(Path.of("src/examples/lock.json"));

    var deployed =
        user.post(
            "/v1/deployments",
            "{\"template\":\"lock\",\"id\":\"by-api\",\"owner\":\"%s\",\"config\":%s}"
                .formatted(OWNER, config));
    assertThat(deployed.statusCode()).as(deployed.body()).isEqualTo(200);
    assertThat(field(deployed.body(), "status")).isEqualTo("COMPLETED");

    try (var client =
        DeploymentClient.open(
            billing(),
            new BuiltInSchemaIds(),
            CommandSigner.reading("billing-1", keyFile("billing-1")))) {
      assertThat(client.send(lock("by-billing", config), Map.of()))
          .succeedsWithin(PATIENCE)
          .satisfies(answer -> assertThat(answer.reply().isPending()).isTrue());
    }
    assertThat(outcomes(2))
        .containsOnly(
            Map.entry("by-api", Status.COMPLETED), Map.entry("by-billing", Status.COMPLETED));

    assertThat(broker.refused()).isEmpty();
  }

  @Test
  void refusesABackendThatHasToSignAndDoesNot() throws Exception {
    try (var client = DeploymentClient.open(billing(), new BuiltInSchemaIds())) {
      assertThat(client.send(lock("unsigned", "{}"), Map.of()))
          .succeedsWithin(PATIENCE)
          .satisfies(answer ->
              assertThat(answer.reply().refusal())
                  .isEqualTo(
                      Refusal.of(
                          Refusal.Kind.UNAUTHORIZED,
                          "The record is not signed, and records on this topic have to be. Sign it.")));
    }
    assertThat(user.get("/v1/deployments/unsigned").statusCode()).isEqualTo(404);
  }

  @Test
  void isMeasuredThroughTheSameSettings() throws Exception {
    var file = folder.resolve("super-user.properties");
    Files.writeString(file, properties(broker.asSuperUser()));
    command(
        "access",
        "grant",
        "shop",
        "--role",
        "backend",
        "--reason",
        "it measures",
        "--server",
        deployer.api().toString());

    assertThat(command("bench", "--count", "20", "--config", file.toString())).contains("20");
  }

  @Test
  void neverShowsItsPassword() throws Exception {
    assertThat(settingsOf("deployer").toString())
        .contains("kafka.sasl.jaas.config")
        .doesNotContain("S3CR3T");
  }

  private ClientSettings billing() {
    return ClientSettings.of(
        broker.as("billing"), "deployments.commands.billing", "deployments.replies");
  }

  private Path keyFile(String kid) {
    return folder.resolve(kid + ".key");
  }

  /// The settings that make a new key known.
  private String newKey(String kid, String... whose) throws Exception {
    var words = new ArrayList<>(List.of("keys", "new", kid, "--out", keyFile(kid).toString()));
    words.addAll(List.of(whose));
    return command(words.toArray(String[]::new))
        .lines()
        .filter(line -> line.startsWith("keys."))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  /// What the settings of a service say whose user is `name`; the password is in another file,
  /// where Kafka itself looks it up.
  private Path settingsFileOf(String name) throws Exception {
    var secrets = folder.resolve(name + "-secrets.properties");
    var login = new HashMap<>(broker.as(name));
    Files.writeString(secrets, "jaas=" + login.get("sasl.jaas.config") + "\n");
    login.put("sasl.jaas.config", "${file:%s:jaas}".formatted(secrets));
    login.put("config.providers", "file");
    login.put(
        "config.providers.file.class",
        "org.apache.kafka.common.config.provider.FileConfigProvider");
    var file = folder.resolve(name + ".properties");
    Files.writeString(file, properties(login));
    return file;
  }

  private String properties(Map<String, String> kafka) {
    var text = new StringBuilder();
    kafka.forEach((name, value) -> text.append("kafka.%s=%s\n".formatted(name, value)));
    text.append(
        """
        deployer.backends=shop,billing
        backends.billing.require-signature=true
        deployer.require-signature=true
        deployer.signing-key=service-1
        deployer.topics.partitions=2
        deployer.topics.replication=1
        deployer.http.port=0
        templates.probe.enabled=true
        """);
    text.append("deployer.signing-key-file=%s\n".formatted(keyFile("service-1"))).append(keys);
    return text.toString();
  }

  private Settings settingsOf(String name) throws Exception {
    return Deployer.settings(
        Map.of("deployer.state-dir", folder.resolve("state").toString()),
        Map.of(),
        settingsFileOf(name));
  }

  /// Runs `./deployer` in a process of its own.
  ///
  /// @return what it printed
  private String command(String... words) throws Exception {
    try (var process =
        ServiceProcess.start(Files.createTempFile(folder, "command", ".log"), List.of(words))) {
      assertThat(process.awaitEnd(PATIENCE)).as(process.log()).isZero();
      return process.log();
    }
  }

  private static Set<AclBinding> bindings(String printed) throws Exception {
    String json = printed.lines().filter(line -> line.startsWith("{")).findFirst().orElseThrow();
    var bindings = new HashSet<AclBinding>();
    for (JsonNode item : new ObjectMapper().readTree(json).path("items")) {
      var resource =
          new ResourcePattern(
              ResourceType.valueOf(item.path("resource").asText()),
              item.path("name").asText(),
              PatternType.valueOf(item.path("pattern").asText()));
      for (JsonNode operation : item.path("operations")) {
        bindings.add(
            new AclBinding(
                resource,
                new AccessControlEntry(
                    item.path("principal").asText(),
                    "*",
                    AclOperation.valueOf(operation.asText()),
                    AclPermissionType.ALLOW)));
      }
    }
    return bindings;
  }

  private static CommandMessage lock(String id, String config) throws Exception {
    byte[] json = config.getBytes(UTF_8);
    var digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json));
    return new CommandMessage.Deploy(
        new DeploymentId(id),
        null,
        null,
        new DeploymentRequest(
            new TemplateName("lock"),
            null,
            new Config(json, digest),
            new Principal(OWNER),
            Map.of(),
            null,
            null));
  }

  /// The first outcomes, as a subscriber reads them with a group of its own.
  private Map<String, Status> outcomes(int count) throws Exception {
    var settings = new HashMap<String, Object>(broker.as("reports"));
    settings.putAll(
        Map.of(
            "group.id", "reports.daily",
            "auto.offset.reset", "earliest",
            "isolation.level", "read_committed"));
    var codec = new OutcomeCodec(new BuiltInSchemaIds());
    var outcomes = new HashMap<String, Status>();
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of("deployments.outcomes"));
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (outcomes.size() < count && System.nanoTime() < end) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          var outcome = codec.decode(record.value());
          outcomes.put(outcome.id().value(), outcome.status());
        }
      }
      consumer.commitSync();
    }
    return outcomes;
  }
}
