package dev.templatedeployer.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.templatedeployer.access.AuditEntry;
import dev.templatedeployer.access.Role;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.verify.Verification;
import dev.templatedeployer.verify.Verifications;
import dev.templatedeployer.verify.Verifications.Wish;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `/v1/verifications`: has the log compared with all that was made from it, and tells what came of
/// it.
final class VerificationRoutes {

  private static final int MOST_OF_AN_ID = 128;

  private final Services services;

  VerificationRoutes(Services services) {
    this.services = services;
  }

  void addTo(Routes routes) {
    routes
        .get("/v1/verifications", Role.VIEWER, this::list)
        .post("/v1/verifications", Role.OPERATOR, this::begin)
        .get("/v1/verifications/{id}", Role.VIEWER, this::one);
  }

  private void list(Context ctx) {
    Parameters.of(ctx, Set.of());
    ObjectNode json = Json.object();
    var items = json.putArray("items");
    verifications().all().forEach(each -> items.add(VerificationJson.summary(each)));
    Answers.json(ctx, json);
  }

  private void one(Context ctx) {
    Parameters.of(ctx, Set.of());
    String id = ctx.pathParam("id");
    Answers.json(
        ctx,
        verifications()
            .verification(id)
            .map(VerificationJson::of)
            .orElseThrow(() ->
                Problem.notFound(
                    "There is no such verification. The last %d that this process ran are under '/v1/verifications'."
                        .formatted(Verifications.MOST_KEPT))));
  }

  private void begin(Context ctx) {
    Parameters.of(ctx, Set.of());
    String only = only(ctx);
    String by = Gate.requester(ctx).name();
    switch (verifications().begin(by, only)) {
      case Wish.Begun(var begun) -> {
        note(by, only, true, "The verification '%s' began.".formatted(begun.id()));
        ctx.status(HttpStatus.ACCEPTED)
            .header("Location", "/v1/verifications/" + begun.id())
            .header("Retry-After", "1");
        Answers.json(ctx, VerificationJson.of(begun));
      }
      case Wish.Busy(var running) -> {
        String sentence = busy(running);
        note(by, only, false, sentence);
        throw Problem.of(HttpStatus.CONFLICT, "VERIFICATION_RUNNING", sentence);
      }
    }
  }

  private static String busy(Verification running) {
    return "A verification runs already: '%s', which '%s' began at %s. Wait for it to end, then ask again."
        .formatted(running.id(), running.startedBy(), running.startedAt());
  }

  private static @Nullable String only(Context ctx) {
    var fields = new Fields(RequestBody.of(ctx).json());
    String id = fields.text("deploymentId", MOST_OF_AN_ID);
    if (id != null) {
      try {
        new DeploymentId(id);
      } catch (IllegalArgumentException e) {
        fields.add("/deploymentId", "NOT_AN_ID", String.valueOf(e.getMessage()));
      }
    }
    fields.done();
    return id;
  }

  private void note(String by, @Nullable String only, boolean isAccepted, String detail) {
    services
        .audit()
        .note(
            new AuditEntry(
                services.clock().instant(),
                by,
                "verification.begin",
                only == null ? "everything" : only,
                isAccepted,
                null,
                detail));
  }

  private Verifications verifications() {
    return services.verifications();
  }
}
