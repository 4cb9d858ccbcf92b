package dev.templatedeployer.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.templatedeployer.client.Answer;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.domain.Refusal;
import dev.templatedeployer.wire.CommandMessage;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/// Sends commands about deployments, and answers when the read model knows what came of them, so
/// that whoever asks next sees it.
final class DeploymentWriting {

  private final Services services;
  private final Limits limits;
  private final PatientWait wait;

  DeploymentWriting(Services services, Limits limits, StopSign stopSign) {
    this.services = services;
    this.limits = limits;
    this.wait = new PatientWait(stopSign);
  }

  /// Sends `command`, and waits a moment until the read model shows it.
  ///
  /// @param shows whether a record shows the command, if the reply does not name a version
  /// @return the record that shows it, or empty if the read model is behind
  /// @throws Problem if the command was refused, or if there is no reply
  Optional<DeploymentRecord> send(
      Context ctx, CommandMessage command, Predicate<DeploymentRecord> shows) {
    Answer answer =
        Replies.await(services.deploymentCommands().send(command, Trace.of(ctx).headers()));
    Refusal refusal = answer.reply().refusal();
    if (refusal != null) {
      throw Refusals.problem(refusal);
    }
    Long version = answer.version();
    Predicate<DeploymentRecord> isSeen =
        version == null ? shows : record -> record.version() >= version;
    return await(command.id(), isSeen, limits.readYourWrites());
  }

  /// The record of a deployment that has ended, or empty if it does not end in time.
  ///
  /// @param seen the record that showed the command; an end before it is none
  Optional<DeploymentRecord> awaitEnd(DeploymentRecord seen, Duration timeout) {
    return await(
        seen.id(),
        record -> record.version() >= seen.version() && record.status().isTerminal(),
        timeout);
  }

  /// Answers that a command was taken.
  ///
  /// @param status the word for where the deployment stands
  void answerTaken(Context ctx, DeploymentId id, String status) {
    ObjectNode json = Json.object().put("id", id.value()).put("status", status);
    ctx.status(HttpStatus.ACCEPTED)
        .header("Location", "/v1/deployments/" + id)
        .header("Retry-After", "1");
    Answers.json(ctx, json);
  }

  /// Tells how far the read model has come, which is at least as far as `seen`.
  void tellPosition(Context ctx, Optional<DeploymentRecord> seen) {
    if (seen.isPresent()) {
      ctx.header(Reading.POSITION, services.freshness().position().toString());
    }
  }

  private Optional<DeploymentRecord> await(
      DeploymentId id, Predicate<DeploymentRecord> wish, Duration timeout) {
    return wait.await(timeout, step -> services.freshness().awaitDeployment(id, wish, step));
  }
}
