package dev.templatedeployer.http;

import dev.templatedeployer.query.QuestionGivenUp;
import dev.templatedeployer.query.ReadModelOutOfReach;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.EofException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns whatever a handler throws into a problem. What nobody foresaw is logged with its trace id,
/// and nothing of it is shown.
final class Uncaught {

  private static final Logger LOG = LoggerFactory.getLogger(Uncaught.class);

  private static final int MOST_OF_A_PATH = 256;

  private Uncaught() {}

  static void addTo(JavalinConfig config) {
    config.routes.exception(Problem.class, (problem, ctx) -> ProblemJson.answer(ctx, problem));
    config.routes.exception(
        HttpResponseException.class,
        (e, ctx) -> ProblemJson.answer(ctx, ofStatus(e.getStatus(), ctx)));
    config.routes.exception(
        ReadModelOutOfReach.class,
        (e, ctx) ->
            ProblemJson.answer(
                ctx,
                Problem.unavailable("READ_MODEL_OUT_OF_REACH", String.valueOf(e.getMessage()))));
    config.routes.exception(
        QuestionGivenUp.class,
        (e, ctx) ->
            ProblemJson.answer(ctx, Problem.unavailable(e.code(), String.valueOf(e.getMessage()))));
    config.routes.exception(Exception.class, Uncaught::unforeseen);
  }

  /// Turns errors of the Java platform, such as a stack that overflows, into exceptions, which
  /// Javalin lets us answer.
  static Handler guarded(Handler handler) {
    return ctx -> {
      try {
        handler.handle(ctx);
      } catch (StackOverflowError | LinkageError | AssertionError e) {
        throw new IllegalStateException("A request brought out an error.", e);
      }
    };
  }

  private static void unforeseen(Exception e, Context ctx) {
    if (e instanceof HttpException bad) {
      ProblemJson.answer(ctx, ofStatus(bad.getCode(), ctx));
      return;
    }
    if (e instanceof EofException || e.getCause() instanceof EofException) {
      return; // the one who asked has gone
    }
    LOG.atError()
        .addKeyValue("traceId", Trace.of(ctx).id())
        .addKeyValue("method", ctx.method())
        .addKeyValue("path", ctx.path().substring(0, Math.min(ctx.path().length(), MOST_OF_A_PATH)))
        .setCause(e)
        .log("a request brought out a bug");
    ProblemJson.answer(
        ctx,
        Problem.of(
            HttpStatus.INTERNAL_SERVER_ERROR,
            "UNEXPECTED",
            "The service has a bug that this request brings out. Look for the trace id '%s' in its log."
                .formatted(Trace.of(ctx).id())));
  }

  /// The problem for a request that never reached a handler of ours.
  private static Problem ofStatus(int status, Context ctx) {
    return status == HttpStatus.NOT_FOUND.getCode()
        ? Problem.notFound(
            "There is nothing at '%s'. What there is, is listed at '/'.".formatted(ctx.path()))
        : JettyProblems.ofStatus(status);
  }
}
