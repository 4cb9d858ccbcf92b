package dev.templatedeployer.http;

import dev.templatedeployer.access.Requester;
import dev.templatedeployer.access.Role;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.domain.Status;
import dev.templatedeployer.wire.CommandMessage;
import dev.templatedeployer.wire.CommandRules;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

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
    send(
        ctx,
        new CommandMessage.Retry(id, commandId, Gate.requester(ctx).name(), reason),
        record -> commandId.equals(record.lastRetryId()));
  }

  private void cancel(Context ctx) {
    DeploymentId id = DeploymentQuestions.id(ctx);
    checkIsOwn(ctx, id);
    String commandId = commandId(ctx);
    String reason = reason(ctx);
    send(
        ctx,
        new CommandMessage.Cancel(id, commandId, Gate.requester(ctx).name(), reason),
        record -> record.cancel() != null || record.status().isTerminal());
  }

  private void send(Context ctx, CommandMessage command, Predicate<DeploymentRecord> shows) {
    Parameters.of(ctx, Set.of());
    checkMatch(ctx, command.id());
    Optional<DeploymentRecord> seen = writing.send(ctx, command, shows);
    writing.tellPosition(ctx, seen);
    Status status = seen.map(DeploymentRecord::status).orElse(Status.PENDING);
    writing.answerTaken(ctx, command.id(), status.name());
  }

  /// A submitter may cancel what it asked for itself. The topic that this service writes is that of
  /// admins, so nobody behind it looks again.
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

  /// Whoever sends `If-Match` decided by what they saw, and wants to be told if that has changed.
  private void checkMatch(Context ctx, DeploymentId id) {
    String match = ctx.header("If-Match");
    if (match == null || match.strip().equals("*")) {
      return;
    }
    DeploymentRecord record = questions.deployment(ctx, id);
    if (!EntityTags.contains(match, record.version())) {
      throw Problem.of(
              HttpStatus.PRECONDITION_FAILED,
              "PRECONDITION_FAILED",
              "The deployment '%s' has changed: its version is %d now. Look at it again, and decide again."
                  .formatted(id, record.version()))
          .with("ETag", EntityTags.of(record.version()));
    }
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
