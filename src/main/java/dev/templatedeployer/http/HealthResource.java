package dev.templatedeployer.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.templatedeployer.http.Health.Check;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// `/livez`, `/readyz` and `/startupz`, as Kubernetes asks for them.
final class HealthResource {

  private final Health health;

  HealthResource(Health health) {
    this.health = health;
  }

  void addTo(Routes routes) {
    routes
        .open("/livez", ctx -> answer(ctx, "NOT_ALIVE", health::alive))
        .open("/readyz", ctx -> answer(ctx, "NOT_READY", health::ready))
        .open("/startupz", ctx -> answer(ctx, "NOT_STARTED", health::started));
  }

  private static void answer(Context ctx, String code, Supplier<List<Check>> look) {
    List<Check> checks = look.get();
    Optional<Check> wrong = checks.stream().filter(check -> !check.ok()).findFirst();
    if (wrong.isPresent()) {
      Problem problem = Problem.unavailable(code, wrong.get().sentence());
      ctx.status(problem.status());
      problem.headers().forEach(ctx::header);
      ObjectNode json = ProblemJson.of(problem, ctx.path(), Trace.of(ctx).id());
      Answers.bytes(ctx, ProblemJson.MEDIA_TYPE, Json.bytes(with(checks, json)));
      return;
    }
    ObjectNode json = Json.object().put("ok", true);
    Answers.json(ctx, ctx.queryParam("verbose") == null ? json : with(checks, json));
  }

  private static ObjectNode with(List<Check> checks, ObjectNode json) {
    var array = json.putArray("checks");
    checks.forEach(check ->
        array
            .addObject()
            .put("name", check.name())
            .put("ok", check.ok())
            .put("sentence", check.sentence()));
    return json;
  }
}
