package dev.templatedeployer.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.templatedeployer.http.Health.Check;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `/livez`, `/readyz` and `/startupz`, as Kubernetes asks for them. `part=NAME` asks for one part
/// alone: who only wants to ask questions goes by `/readyz?part=queries`.
final class HealthResource {

  private static final List<String> PATHS = List.of("/livez", "/readyz", "/startupz");

  private final Health health;

  HealthResource(Health health) {
    this.health = health;
  }

  /// What a probe is told.
  record Answer(int status, Map<String, String> headers, String mediaType, ObjectNode body) {}

  void addTo(Routes routes) {
    PATHS.forEach(path -> routes.probe(path, this::answer));
  }

  /// The answer to the probe at `path`, or empty if there is none.
  ///
  /// @param part the one check that is asked for, or null if all are
  /// @param isVerbose whether every check is told, and not only whether all is well
  Optional<Answer> answer(String path, @Nullable String part, boolean isVerbose, Trace trace) {
    return switch (path) {
      case "/livez" ->
          Optional.of(answer(health.alive(), "NOT_ALIVE", path, part, isVerbose, trace));
      case "/readyz" ->
          Optional.of(answer(health.ready(), "NOT_READY", path, part, isVerbose, trace));
      case "/startupz" ->
          Optional.of(answer(health.started(), "NOT_STARTED", path, part, isVerbose, trace));
      default -> Optional.empty();
    };
  }

  private void answer(Context ctx) {
    boolean isVerbose = ctx.queryParam("verbose") != null;
    Answer answer =
        answer(ctx.path(), ctx.queryParam("part"), isVerbose, Trace.of(ctx)).orElseThrow();
    ctx.status(answer.status());
    answer.headers().forEach(ctx::header);
    Answers.bytes(ctx, answer.mediaType(), Json.bytes(answer.body()));
  }

  private static Answer answer(
      List<Check> all,
      String code,
      String path,
      @Nullable String part,
      boolean isVerbose,
      Trace trace) {
    List<Check> checks =
        part == null ? all : all.stream().filter(check -> check.name().equals(part)).toList();
    if (checks.isEmpty() && part != null) {
      Problem unknown =
          Problem.badRequest(
              "UNKNOWN_PART",
              "There is no such part. There are: %s."
                  .formatted(all.stream().map(Check::name).collect(Collectors.joining(", "))));
      return new Answer(
          unknown.status().getCode(),
          unknown.headers(),
          ProblemJson.MEDIA_TYPE,
          ProblemJson.of(unknown, path, trace.id()));
    }
    Optional<Check> wrong = checks.stream().filter(check -> !check.ok()).findFirst();
    if (wrong.isPresent()) {
      Problem problem = Problem.unavailable(code, wrong.get().sentence());
      ObjectNode json = ProblemJson.of(problem, path, trace.id());
      return new Answer(
          problem.status().getCode(),
          problem.headers(),
          ProblemJson.MEDIA_TYPE,
          with(checks, json));
    }
    ObjectNode json = Json.object().put("ok", true);
    return new Answer(
        HttpStatus.OK.getCode(),
        Map.of(),
        Answers.JSON,
        isVerbose || checks.stream().anyMatch(Check::isWarning) ? with(checks, json) : json);
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
