package dev.templatedeployer.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.access.AuditEntry;
import dev.templatedeployer.canister.CanisterCommand;
import dev.templatedeployer.canister.CanisterReply;
import dev.templatedeployer.canister.JsonBytes;
import dev.templatedeployer.control.ControlRecord;
import dev.templatedeployer.control.ControlState;
import dev.templatedeployer.control.GrantedRole;
import dev.templatedeployer.domain.Config;
import dev.templatedeployer.domain.DeploymentCommand;
import dev.templatedeployer.domain.DeploymentEvent;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentOutcome;
import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.domain.DeploymentReply;
import dev.templatedeployer.domain.DeploymentRequest;
import dev.templatedeployer.domain.Failure;
import dev.templatedeployer.domain.Phase;
import dev.templatedeployer.domain.Policy;
import dev.templatedeployer.domain.Refusal;
import dev.templatedeployer.domain.Status;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.domain.Token;
import dev.templatedeployer.domain.Work;
import dev.templatedeployer.identity.CanisterIds;
import dev.templatedeployer.identity.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One value of each envelope, never changed, so that its bytes may be kept.
final class GoldenValues {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");
  private static final DeploymentId ID = new DeploymentId("shop:42");
  private static final Principal CANISTER = CanisterIds.of("shop:42");
  private static final Principal OWNER = CanisterIds.of("owner");
  private static final TemplateName LOCK = new TemplateName("lock");
  private static final byte[] JSON = "{\"amount\":\"1000\"}".getBytes(UTF_8);
  private static final Config CONFIG = new Config(JSON, Sha256.hex(JSON));
  private static final Token TOKEN = new Token(2, 1);
  private static final Failure FAILURE = new Failure("QUOTA", "No room is left. Try later.", true);
  private static final Map<String, String> LABELS = Map.of("team", "blue", "env", "prod");
  private static final RecordedEvent.Cause CAUSE =
      new RecordedEvent.Cause("deployments.commands", 3, 12345, "cmd-1");
  private static final DeploymentRequest REQUEST =
      new DeploymentRequest(LOCK, "1.0.0", CONFIG, OWNER, LABELS, null, NOON.plusSeconds(3600));
  private static final DeploymentCommand.Terms TERMS =
      new DeploymentCommand.Terms("1.0.0", Policy.STANDARD);

  private GoldenValues() {}

  static CommandMessage command() {
    return new CommandMessage.Deploy(ID, "cmd-1", null, REQUEST);
  }

  static DeploymentCommand.Report report() {
    return new DeploymentCommand.AttemptFailed(
        ID, TOKEN, "host-1", FAILURE, 1500L, NOON, NOON.plusMillis(50), Samples.NOON);
  }

  static ControlRecord<?> control() {
    return new ControlRecord<>(
        new ControlState.AccessGrant(
            "shop", EnumSet.of(GrantedRole.BACKEND, GrantedRole.VIEWER), Set.of(LOCK)),
        "olga",
        NOON,
        "They begin on Monday.");
  }

  static AuditEntry auditEntry() {
    return new AuditEntry(
        NOON, "olga", "template.pause", "lock", true, "A bug.", "The template 'lock' is paused.");
  }

  static Work work() {
    return new Work.Start(
        ID,
        LOCK,
        "1.0.0",
        TOKEN,
        CONFIG,
        OWNER,
        CANISTER,
        LABELS,
        NOON,
        null,
        Duration.ofMinutes(5));
  }

  static RecordedEvent event() {
    return new RecordedEvent(
        ID,
        1,
        CAUSE,
        new DeploymentEvent.Requested(ID, REQUEST, "backend", TERMS, CANISTER, NOON, NOON));
  }

  static DeploymentOutcome outcome() {
    return new DeploymentOutcome(
        ID,
        3,
        1,
        null,
        Status.COMPLETED,
        LOCK,
        "1.0.0",
        OWNER,
        "backend",
        CANISTER,
        null,
        Map.of("locked", "1000"),
        null,
        2,
        CONFIG.digest(),
        LABELS,
        NOON,
        NOON,
        NOON.plusMillis(50));
  }

  static DeploymentReply reply() {
    return new DeploymentReply(
        ID,
        "cmd-1",
        new Refusal(
            Refusal.Kind.INVALID_PAYLOAD,
            "The config breaks a rule.",
            List.of(new Refusal.Violation("/amount", "MUST_BE_POSITIVE", "Give more than 0."))));
  }

  static StoredRecord record() {
    var attempt = new DeploymentRecord.Attempt(new Token(1, 2), NOON, NOON.plusMillis(50), FAILURE);
    return new StoredRecord(
        new DeploymentRecord(
            ID,
            6,
            REQUEST,
            TERMS,
            "backend",
            CANISTER,
            new Phase.Running("host-1", NOON),
            TOKEN,
            1,
            1,
            NOON,
            new DeploymentRecord.CancelWish("admin", "Not wanted.", NOON),
            List.of(attempt),
            "retry-1",
            5L,
            NOON,
            NOON.plusSeconds(60)),
        EventHash.NONE.then("event".getBytes(UTF_8)));
  }

  static CanisterCommand canisterCommand() {
    return new CanisterCommand.Create(
        CANISTER, null, OWNER, "lock", new JsonBytes(JSON), OWNER, ID.value(), NOON);
  }

  static RecordedCanisterEvent canisterEvent() {
    return new RecordedCanisterEvent(
        CANISTER, 2, "lock", "Claimed", new JsonBytes(JSON), OWNER, NOON, CAUSE);
  }

  static CanisterReply canisterReply() {
    return new CanisterReply.Refused(
        CANISTER,
        "cmd-2",
        "NOT_BENEFICIARY",
        "Only the beneficiary can claim.",
        List.of(new CanisterReply.Violation("/to", "UNKNOWN_FIELD", "Leave it out.")));
  }
}
