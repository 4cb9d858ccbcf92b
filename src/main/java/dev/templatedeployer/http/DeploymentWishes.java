package dev.templatedeployer.http;

import dev.templatedeployer.access.Requester;
import dev.templatedeployer.access.Role;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.domain.Refusal;
import dev.templatedeployer.domain.Status;
import dev.templatedeployer.wire.CommandMessage;
import dev.templatedeployer.wire.CommandRules;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// `POST …/retry` and `POST …/cancel`: what people want of a deployment that exists.
final class DeploymentWishes {

  private final DeploymentQuestions questions;
  private final DeploymentWriting writing;

  DeploymentWishes(DeploymentQuestions questions, DeploymentWriting writing) {
    this.questions = questions;
    this.writing = writing;
  }

  void addTo(Routes routes) {
    routes
        .post("/v1/deployments/{id}/retry", Role.OPERATOR, this::retry)
        .post("/v1/deployments/{id}/cancel", Role.SUBMITTER, this::cancel);
  }

  private void retry(Context ctx) {
    DeploymentId id = DeploymentQuestions.id(ctx);
    String commandId = commandId(ctx);
    String reason = reason(ctx);
    @Nullable Long expected = expectedVersion(ctx, id);
    send(
        ctx,
        new CommandMessage.Retry(id, commandId, Gate.requester(ctx).name(), reason, expected),
        record -> commandId.equals(record.lastRetryId()),
        expected != null);
  }

  private void cancel(Context ctx) {
    DeploymentId id = DeploymentQuestions.id(ctx);
    checkIsOwn(ctx, id);
    String commandId = commandId(ctx);
    String reason = reason(ctx);
    @Nullable Long expected = expectedVersion(ctx, id);
    send(
        ctx,
        new CommandMessage.Cancel(id, commandId, Gate.requester(ctx).name(), reason, expected),
        record -> record.cancel() != null || record.status().isTerminal(),
        expected != null);
  }

  /// @param isConditional whether a conflict means that `If-Match` does not hold
  private void send(
      Context ctx,
      CommandMessage command,
      Predicate<DeploymentRecord> shows,
      boolean isConditional) {
    Parameters.of(ctx, Set.of());
    Optional<DeploymentRecord> seen;
    try {
      seen = writing.send(ctx, command, shows);
    } catch (Problem refused) {
      boolean hasChanged = isConditional && refused.code().equals(Refusal.Kind.CONFLICT.name());
      throw hasChanged ? failedPrecondition(refused.sentence()) : refused;
    }
    writing.tellPosition(ctx, seen);
    Status status = seen.map(DeploymentRecord::status).orElse(Status.PENDING);
    writing.answerTaken(ctx, command.id(), status.name());
  }

  /// A submitter may cancel what it asked for itself. The topic that this service writes is that of
  /// admins, so nobody behind it looks again.
  ///
  /// @throws Problem if it is another's; as if there were none, if the sender may not see it either
  private void checkIsOwn(Context ctx, DeploymentId id) {
    Requester requester = Gate.requester(ctx);
    if (!requester.may(Role.OPERATOR)
        && !questions.deployment(ctx, id).caller().equals(requester.name())) {
      throw Problem.of(
          HttpStatus.FORBIDDEN,
          "FORBIDDEN",
          "Cannot cancel the deployment '%s' for '%s', who did not ask for it. Ask an operator."
              .formatted(id, requester.name()));
    }
  }

  /// The version that the sender decided by, if it says so with `If-Match`. Whether the deployment
  /// still has it is for the rules to say, which see no older state than the sender did.
  private @Nullable Long expectedVersion(Context ctx, DeploymentId id) {
    String match = ctx.header("If-Match");
    if (match == null || match.strip().equals("*")) {
      return null;
    }
    List<Long> versions = EntityTags.versions(match);
    if (versions.size() == 1) {
      return versions.getFirst();
    }
    long now = questions.deployment(ctx, id).version();
    if (!versions.contains(now)) {
      throw failedPrecondition(
          "The deployment '%s' has changed: its version is %d now. Look at it again, and decide again."
              .formatted(id, now));
    }
    return now;
  }

  private static Problem failedPrecondition(String sentence) {
    return Problem.of(HttpStatus.PRECONDITION_FAILED, "PRECONDITION_FAILED", sentence);
  }

  /// A wish without an id gets one, so that it can be told when it has come true.
  private static String commandId(Context ctx) {
    return IdempotencyKey.commandId(ctx).orElseGet(() -> UUID.randomUUID().toString());
  }

  private static String reason(Context ctx) {
    var fields = new Fields(RequestBody.of(ctx).json());
    String reason = fields.requiredText("reason", CommandRules.MAX_REASON);
    fields.done();
    return reason;
  }
}
