package dev.templatedeployer.http;

import dev.templatedeployer.access.Role;
import dev.templatedeployer.client.DeploymentIds;
import dev.templatedeployer.domain.Admission;
import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.domain.Status;
import dev.templatedeployer.wire.CommandMessage;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.Set;

/// `POST /v1/deployments`: asks for a deployment, or only whether one would be let in.
final class DeploymentSubmissions {

  private static final Set<String> PARAMETERS = Set.of("validateOnly", "validate-only");

  private final Services services;
  private final Limits limits;
  private final DeploymentWriting writing;
  private final DeploymentIds ids = new DeploymentIds();

  DeploymentSubmissions(Services services, Limits limits, DeploymentWriting writing) {
    this.services = services;
    this.limits = limits;
    this.writing = writing;
  }

  void addTo(Routes routes) {
    routes.post("/v1/deployments", Role.SUBMITTER, this::submit);
  }

  private void submit(Context ctx) {
    var parameters = Parameters.of(ctx, PARAMETERS);
    var form = DeploymentForm.of(ctx, ids);
    if (parameters.isOn("validateOnly") || parameters.isOn("validate-only")) {
      validate(ctx, form);
    } else {
      deploy(ctx, form);
    }
  }

  private void validate(Context ctx, DeploymentForm form) {
    var verdict =
        services
            .admission()
            .admit(
                Gate.requester(ctx).name(), form.id(), form.request(), services.clock().instant());
    switch (verdict) {
      case Admission.Verdict.Admitted _ -> Answers.json(ctx, Json.object().put("valid", true));
      case Admission.Verdict.Refused(var refusal) -> throw Refusals.problem(refusal);
    }
  }

  private void deploy(Context ctx, DeploymentForm form) {
    var command =
        new CommandMessage.Deploy(form.id(), null, Gate.requester(ctx).name(), form.request());
    Optional<DeploymentRecord> seen = writing.send(ctx, command, _ -> true);
    Optional<Preference> preference = Preference.of(ctx, limits.longestWait());
    Optional<DeploymentRecord> ended =
        seen.flatMap(
            record -> preference.flatMap(wish -> writing.awaitEnd(record, wish.duration())));
    writing.tellPosition(ctx, seen);
    if (ended.isPresent()) {
      ctx.header("Location", "/v1/deployments/" + form.id());
      DeploymentQuestions.answer(ctx, ended.get());
    } else {
      writing.answerTaken(ctx, form.id(), Status.PENDING.name());
    }
  }
}
