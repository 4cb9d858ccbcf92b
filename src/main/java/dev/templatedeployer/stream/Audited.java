package dev.templatedeployer.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.access.AuditEntry;
import dev.templatedeployer.domain.Caller;
import dev.templatedeployer.domain.Decision;
import dev.templatedeployer.domain.Refusal;
import dev.templatedeployer.wire.AuditCodec;
import dev.templatedeployer.wire.CommandMessage;
import dev.templatedeployer.wire.TraceContext;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Says what the audit trail keeps of a command: what admins ask of deployments that exist, and
/// what somebody asked who may not. An ordinary deployment is none of that, and leaves its events
/// alone.
///
/// @param codec writes entries
record Audited(AuditCodec codec) {

  /// The entry for `message`, ready to send; empty if it is nothing to keep.
  Optional<Outgoing> of(
      CommandMessage message, Caller caller, Decision decision, TraceContext trace, Instant at) {
    Refusal refusal = decision instanceof Decision.Refused(var why) ? why : null;
    boolean isForbidden = refusal != null && refusal.kind() == Refusal.Kind.UNAUTHORIZED;
    boolean isWishOfAnAdmin =
        caller.role() == Caller.Role.ADMIN && !(message instanceof CommandMessage.Deploy);
    if (!isForbidden && !isWishOfAnAdmin) {
      return Optional.empty();
    }
    var entry =
        new AuditEntry(
            at,
            caller.name(),
            "deployment." + verb(message),
            message.id().value(),
            refusal == null,
            reason(message),
            refusal == null ? deed(message, decision) : refusal.sentence());
    return Optional.of(
        new Outgoing(
            DeploymentPath.PUBLISH_AUDIT,
            entry.subject().getBytes(UTF_8),
            codec.encode(entry),
            trace.carriedOn(),
            at.toEpochMilli()));
  }

  private static String verb(CommandMessage message) {
    return switch (message) {
      case CommandMessage.Deploy _ -> "deploy";
      case CommandMessage.Retry _ -> "retry";
      case CommandMessage.Cancel _ -> "cancel";
    };
  }

  private static @Nullable String reason(CommandMessage message) {
    return switch (message) {
      case CommandMessage.Deploy _ -> null;
      case CommandMessage.Retry retry -> retry.reason();
      case CommandMessage.Cancel cancel -> cancel.reason();
    };
  }

  private static String deed(CommandMessage message, Decision decision) {
    if (decision instanceof Decision.Accepted(var events) && events.isEmpty()) {
      return "It had been asked before, and changes nothing.";
    }
    return switch (message) {
      case CommandMessage.Deploy _ -> "It is deployed.";
      case CommandMessage.Retry _ -> "It is tried again.";
      case CommandMessage.Cancel _ -> "It is given up.";
    };
  }
}
