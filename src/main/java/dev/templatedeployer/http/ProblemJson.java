package dev.templatedeployer.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.templatedeployer.query.filter.BadFilter;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/// A [Problem] as `application/problem+json`.
///
/// Source: [RFC 9457](https://www.rfc-editor.org/rfc/rfc9457). There is no `type` of our own, so
/// `title` is the word of the status, and programs go by `code`.
final class ProblemJson {

  static final String MEDIA_TYPE = "application/problem+json";

  private ProblemJson() {}

  /// The body.
  ///
  /// @param instance the path that was asked for, or null if there was none
  static ObjectNode of(Problem problem, @Nullable String instance, String traceId) {
    ObjectNode json =
        Json.object()
            .put("type", "about:blank")
            .put("title", problem.status().getMessage())
            .put("status", problem.status().getCode())
            .put("detail", problem.sentence());
    if (instance != null) {
      json.put("instance", instance);
    }
    json.put("code", problem.code());
    if (!problem.violations().isEmpty()) {
      var errors = json.putArray("errors");
      problem
          .violations()
          .forEach(violation ->
              errors
                  .addObject()
                  .put("pointer", violation.field())
                  .put("code", violation.code())
                  .put("message", violation.message()));
    }
    BadFilter badFilter = problem.badFilter();
    if (badFilter != null) {
      json.putArray("errors")
          .addObject()
          .put("pointer", "filter")
          .put("code", badFilter.kind().name())
          .put("message", badFilter.sentence())
          .put("offset", badFilter.offset())
          .put("length", badFilter.length());
    }
    return json.put("traceId", traceId);
  }

  /// Answers a request with it.
  static void answer(Context ctx, Problem problem) {
    ctx.status(problem.status());
    problem.headers().forEach(ctx::header);
    Answers.bytes(ctx, MEDIA_TYPE, Json.bytes(of(problem, ctx.path(), Trace.of(ctx).id())));
  }
}
