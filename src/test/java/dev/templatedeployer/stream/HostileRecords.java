package dev.templatedeployer.stream;

import static dev.templatedeployer.stream.RunningTopology.NOON;
import static dev.templatedeployer.stream.RunningTopology.TOPICS;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.canister.CanisterCommand;
import dev.templatedeployer.canister.JsonBytes;
import dev.templatedeployer.domain.Config;
import dev.templatedeployer.domain.DeploymentCommand;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRequest;
import dev.templatedeployer.domain.Failure;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.domain.Token;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.wire.CanisterCommandCodec;
import dev.templatedeployer.wire.CommandCodec;
import dev.templatedeployer.wire.CommandMessage;
import dev.templatedeployer.wire.HeaderNames;
import dev.templatedeployer.wire.ReportCodec;
import dev.templatedeployer.wire.SchemaIds;
import dev.templatedeployer.wire.Topic;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/// Records such as a broken or hostile sender might write to the topics that the service reads:
/// good ones, cut, bent, deep, wide, in schemas of others, for templates that are not here.
final class HostileRecords {

  static final Principal OWNER = new Principal("pz7mb-3demv-3gk3d-pobww-k3tua-e");

  private static final List<String> TEMPLATES =
      List.of(
          "probe",
          "dns-record",
          "greeting-page",
          "lock",
          "dao",
          "distribution",
          "launchpad",
          "none");
  private static final List<String> PARTS =
      List.of("a", "a.", "/a", "\\u0000", "é", "-", "9", "(", "{a}", "\\\\", "\\ud800");
  private static final List<String> NAMES =
      List.of(
          "zone",
          "name",
          "address",
          "ttl",
          "owner",
          "kind",
          "sleepMs",
          "members",
          "recipients",
          "x");

  private final SplittableRandom random;
  private final ForeignSchemas schemas;
  private final CommandCodec commands;
  private final ReportCodec reports;
  private final CanisterCommandCodec canisterCommands;

  HostileRecords(SplittableRandom random, ForeignSchemas schemas) {
    this.random = random;
    this.schemas = schemas;
    SchemaIds ids = schemas;
    this.commands = new CommandCodec(ids);
    this.reports = new ReportCodec(ids);
    this.canisterCommands = new CanisterCommandCodec(ids);
  }

  /// A record.
  @SuppressWarnings("ArrayRecordComponent") // sent once, never compared
  record Hostile(
      Topic topic, @Nullable String key, byte @Nullable [] value, RecordHeaders headers) {}

  /// The next one.
  Hostile next() {
    String id = "d-" + random.nextInt(500);
    return switch (random.nextInt(4)) {
      case 0 -> bent(TOPICS.commands(), id, commands.encode(command(id)));
      case 1 -> bent(TOPICS.adminCommands(), id, commands.encode(command(id)));
      case 2 -> bent(TOPICS.reports(), id, reports.encode(report(id)));
      default -> {
        Principal canister = Principal.of(new byte[] {(byte) random.nextInt(50), 1, 2});
        yield bent(
            TOPICS.canisterCommands(),
            canister.text(),
            canisterCommands.encode(canisterCommand(canister, id)));
      }
    };
  }

  private Hostile bent(Topic topic, String key, byte[] value) {
    String sentKey =
        switch (random.nextInt(40)) {
          case 0 -> null;
          case 1 -> "";
          case 2 -> "k".repeat(5_000);
          case 3 -> "another";
          default -> key;
        };
    return new Hostile(topic, sentKey, bent(value), headers());
  }

  private byte @Nullable [] bent(byte[] value) {
    byte[] bent = value.clone();
    return switch (random.nextInt(12)) {
      case 0 -> random.nextInt(4) == 0 ? null : new byte[0];
      case 1 -> Arrays.copyOf(bent, random.nextInt(bent.length));
      case 2 -> {
        for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
          bent[random.nextInt(bent.length)] ^= (byte) (1 << random.nextInt(8));
        }
        yield bent;
      }
      case 3 -> {
        byte[] noise = new byte[random.nextInt(400)];
        random.nextBytes(noise);
        yield noise;
      }
      case 4, 5 -> {
        ByteBuffer.wrap(bent).putInt(1, ForeignSchemas.FIRST + random.nextInt(schemas.count()));
        yield bent;
      }
      case 6 -> {
        ByteBuffer.wrap(bent).putInt(1, random.nextInt(-2, 40));
        yield bent;
      }
      case 7 -> Arrays.copyOf(bent, bent.length + 1 + random.nextInt(100));
      default -> bent;
    };
  }

  private RecordHeaders headers() {
    var headers = new RecordHeaders();
    if (random.nextInt(5) == 0) {
      for (String name :
          List.of(
              HeaderNames.TRACEPARENT,
              HeaderNames.BAGGAGE,
              HeaderNames.CORRELATION_ID,
              HeaderNames.REPLY_PARTITION)) {
        byte[] noise = new byte[random.nextInt(3) * random.nextInt(600)];
        random.nextBytes(noise);
        headers.add(name, random.nextInt(6) == 0 ? null : noise);
      }
    }
    return headers;
  }

  private CommandMessage command(String id) {
    var deployment = new DeploymentId(id);
    return switch (random.nextInt(6)) {
      case 0 -> new CommandMessage.Retry(deployment, "r", null, "again");
      case 1 -> new CommandMessage.Cancel(deployment, null, null, "not needed");
      default ->
          new CommandMessage.Deploy(
              deployment,
              null,
              null,
              new DeploymentRequest(
                  new TemplateName(TEMPLATES.get(random.nextInt(TEMPLATES.size()))),
                  null,
                  new Config(json().getBytes(UTF_8), "00".repeat(32)),
                  OWNER,
                  Map.of(),
                  random.nextInt(3) == 0 ? NOON.plusSeconds(random.nextInt(100_000)) : null,
                  null));
    };
  }

  private DeploymentCommand.Report report(String id) {
    var deployment = new DeploymentId(id);
    var token = new Token(1 + random.nextInt(3), 1 + random.nextInt(2));
    Instant at = Instant.ofEpochSecond(random.nextLong(-1_000_000_000_000L, 1_000_000_000_000L));
    return switch (random.nextInt(4)) {
      case 0 -> new DeploymentCommand.Started(deployment, token, "e", at, at);
      case 1 -> new DeploymentCommand.Heartbeat(deployment, token, "e", at, at);
      case 2 ->
          new DeploymentCommand.Succeeded(
              deployment, token, "e".repeat(random.nextInt(5_000)), details(), at, at, at);
      default ->
          new DeploymentCommand.AttemptFailed(
              deployment,
              token,
              "e",
              new Failure("TIMED_OUT", "m".repeat(random.nextInt(5_000)), random.nextBoolean()),
              random.nextBoolean() ? null : random.nextLong(),
              at,
              at,
              at);
    };
  }

  private Map<String, String> details() {
    return random.nextInt(10) == 0
        ? Map.of("k".repeat(2_000), "v".repeat(60_000))
        : Map.of("k", "v");
  }

  private CanisterCommand canisterCommand(Principal canister, String id) {
    var json = new JsonBytes(json().getBytes(UTF_8));
    String kind =
        List.of("lock", "dao", "distribution", "launchpad", "vault").get(random.nextInt(5));
    return random.nextBoolean()
        ? new CanisterCommand.Create(canister, id, OWNER, kind, json, OWNER, id, NOON)
        : new CanisterCommand.Operate(
            canister,
            id,
            OWNER,
            List.of("claim", "fund", "vote", "x").get(random.nextInt(4)),
            json);
  }

  private String json() {
    return switch (random.nextInt(40)) {
      case 0 -> "[".repeat(20_000);
      case 1 -> "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000);
      case 2 ->
          "{\"zone\":\"a" + ".a".repeat(30_000) + "\",\"name\":\"w\",\"address\":\"192.0.2.7\"}";
      case 3 -> "[" + "1,".repeat(30_000) + "1]";
      case 4 -> "{\"recipients\":[" + "{},".repeat(20_000) + "{}]}";
      case 5 -> "{\"x\":1e999999999}";
      case 6 -> "{\"name\":\"a\",\"name\":\"b\"}";
      case 7 -> "not json";
      default -> object(0);
    };
  }

  private String object(int depth) {
    var json = new StringBuilder("{");
    int fields = random.nextInt(5);
    for (int i = 0; i < fields; i++) {
      json.append(i == 0 ? "" : ",")
          .append('"')
          .append(NAMES.get(random.nextInt(NAMES.size())))
          .append(i)
          .append("\":")
          .append(value(depth));
    }
    return json.append('}').toString();
  }

  private String value(int depth) {
    return switch (random.nextInt(6)) {
      case 0 -> "\"" + PARTS.get(random.nextInt(PARTS.size())).repeat(random.nextInt(200)) + "\"";
      case 1 -> Long.toString(random.nextLong());
      case 2 -> "null";
      case 3 -> depth > 5 ? "[]" : "[" + object(depth + 1) + "]";
      case 4 -> depth > 5 ? "{}" : object(depth + 1);
      default -> "true";
    };
  }
}
