package dev.templatedeployer.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.templatedeployer.access.Role;
import dev.templatedeployer.canister.CanisterCommand;
import dev.templatedeployer.canister.CanisterReply;
import dev.templatedeployer.canister.JsonBytes;
import dev.templatedeployer.domain.Refusal;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.query.Position;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// `POST /v1/canisters/{id}/operations/{operation}`: operates on a canister, such as claims from a
/// lock.
///
/// The body says on whose behalf. A submitter is believed for the canisters that it deployed:
/// backends act for the owners that they know.
final class CanisterOperations {

  private static final byte[] NO_ARGUMENTS = {'{', '}'};

  private final Services services;
  private final Limits limits;
  private final PatientWait wait;
  private final CanisterOwnership ownership;

  CanisterOperations(
      Services services, Limits limits, StopSign stopSign, CanisterOwnership ownership) {
    this.services = services;
    this.limits = limits;
    this.ownership = ownership;
    this.wait = new PatientWait(stopSign);
  }

  void addTo(Routes routes) {
    routes.post("/v1/canisters/{id}/operations/{operation}", Role.SUBMITTER, this::operate);
  }

  private void operate(Context ctx) {
    Parameters.of(ctx, Set.of());
    CanisterCommand.Operate command = command(ctx);
    ownership.checkOperable(ctx, command.canisterId());
    CanisterReply reply =
        Replies.await(services.canisterCommands().send(command, Trace.of(ctx).headers()));
    switch (reply) {
      case CanisterReply.Accepted accepted -> answer(ctx, accepted);
      case CanisterReply.Refused refused -> throw problem(refused);
    }
  }

  private static CanisterCommand.Operate command(Context ctx) {
    var body = RequestBody.of(ctx);
    var fields = new Fields(body.json());
    String by = fields.requiredText("by", Principal.MAX_LENGTH);
    boolean hasArguments = fields.object("arguments") != null;
    fields.done();
    byte[] arguments = hasArguments ? body.verbatim("arguments") : NO_ARGUMENTS;
    return new CanisterCommand.Operate(
        id(ctx),
        IdempotencyKey.commandId(ctx).orElse(null),
        new Principal(by),
        ctx.pathParam("operation"),
        new JsonBytes(arguments));
  }

  private static Principal id(Context ctx) {
    var id = new Principal(ctx.pathParam("id"));
    if (id.problem(Principal.Form.ANY).isPresent()) {
      throw CanisterQuestions.notFound(id);
    }
    return id;
  }

  private void answer(Context ctx, CanisterReply.Accepted accepted) {
    wait.await(limits.readYourWrites(), step -> shown(accepted, step))
        .ifPresent(position -> ctx.header(Reading.POSITION, position.toString()));
    ObjectNode json =
        Json.object()
            .put("id", accepted.canisterId().text())
            .put("operation", ctx.pathParam("operation"))
            .put("version", accepted.version());
    Answers.json(ctx, json);
  }

  private Optional<Position> shown(CanisterReply.Accepted accepted, Duration timeout)
      throws InterruptedException {
    return services.freshness().awaitCanister(accepted.canisterId(), accepted.version(), timeout);
  }

  private static Problem problem(CanisterReply.Refused refused) {
    return Problem.of(status(refused.code()), refused.code(), refused.sentence())
        .with(
            refused.violations().stream()
                .map(v -> new Refusal.Violation(v.field(), v.code(), v.message()))
                .toList());
  }

  /// The rules of a kind have codes of their own; what they refuse is a conflict with how the
  /// canister stands.
  private static HttpStatus status(String code) {
    return switch (code) {
      case "NOT_FOUND", "UNKNOWN_OPERATION" -> HttpStatus.NOT_FOUND;
      case "INVALID_ARGUMENTS", "NOT_A_PRINCIPAL" -> HttpStatus.UNPROCESSABLE_CONTENT;
      default -> HttpStatus.CONFLICT;
    };
  }
}
