package dev.templatedeployer.http;

import dev.templatedeployer.query.Answer;
import dev.templatedeployer.query.Freshness;
import dev.templatedeployer.query.Page;
import dev.templatedeployer.query.Paging;
import dev.templatedeployer.query.Position;
import dev.templatedeployer.query.UnanswerableQuestion;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Asks the read model: not before it has come as far as `X-Read-Position` wants, and telling with
/// `X-Position` how far it had come.
final class Reading {

  /// Names the position that an answer reflects.
  static final String POSITION = "X-Position";

  private static final String READ_POSITION = "X-Read-Position";
  private static final int USUAL_LIMIT = 50;

  private final Freshness freshness;
  private final Limits limits;

  Reading(Freshness freshness, Limits limits) {
    this.freshness = freshness;
    this.limits = limits;
  }

  /// The answer to `question`.
  ///
  /// @throws Problem if it makes no sense, or if the read model is too far behind
  <T> T ask(Context ctx, Supplier<Answer<T>> question) {
    awaitWantedPosition(ctx);
    try {
      Answer<T> answer = question.get();
      ctx.header(POSITION, answer.position().toString());
      return answer.value();
    } catch (UnanswerableQuestion e) {
      throw Parameters.wrong(String.valueOf(e.getMessage()));
    }
  }

  /// The page of a list that `parameters` ask for, and where the next one is.
  <T> Page<T> page(
      Context ctx, Parameters parameters, int usual, Function<Paging, Answer<Page<T>>> question) {
    return part(ctx, parameters, usual, question, Function.identity());
  }

  /// An answer with as many items as usual that has more to say than its page.
  <A> A part(
      Context ctx,
      Parameters parameters,
      Function<Paging, Answer<A>> question,
      Function<A, ? extends Page<?>> pageOf) {
    return part(ctx, parameters, USUAL_LIMIT, question, pageOf);
  }

  private <A> A part(
      Context ctx,
      Parameters parameters,
      int usual,
      Function<Paging, Answer<A>> question,
      Function<A, ? extends Page<?>> pageOf) {
    A answer =
        ask(
            ctx,
            () ->
                question.apply(
                    new Paging(parameters.text("cursor"), parameters.number("limit", usual))));
    String next = pageOf.apply(answer).next();
    if (next != null) {
      ctx.header("Link", "<%s>; rel=\"next\"".formatted(next(ctx, next)));
    }
    return answer;
  }

  /// The same with as many items as usual.
  <T> Page<T> page(Context ctx, Parameters parameters, Function<Paging, Answer<Page<T>>> question) {
    return page(ctx, parameters, USUAL_LIMIT, question);
  }

  private void awaitWantedPosition(Context ctx) {
    String wanted = ctx.header(READ_POSITION);
    if (wanted == null) {
      return;
    }
    Position position =
        Position.parse(wanted)
            .orElseThrow(() ->
                Problem.badRequest(
                    "INVALID_HEADER",
                    "'X-Read-Position' is no position. Pass on an 'X-Position' unchanged."));
    if (!reaches(position)) {
      throw Problem.unavailable(
          "READ_MODEL_BEHIND",
          "The read model has not come as far as '%s' yet. Ask again in a moment."
              .formatted(position));
    }
  }

  private boolean reaches(Position position) {
    try {
      return freshness.awaitPosition(position, limits.readYourWrites());
    } catch (InterruptedException _) {
      throw Interruptions.stopping();
    }
  }

  /// The address of the request with another cursor.
  private static String next(Context ctx, @Nullable String cursor) {
    String others =
        ctx.queryParamMap().entrySet().stream()
            .filter(parameter -> !parameter.getKey().equals("cursor"))
            .flatMap(parameter ->
                parameter.getValue().stream()
                    .map(value -> encoded(parameter.getKey()) + "=" + encoded(value) + "&"))
            .collect(Collectors.joining());
    return ctx.path() + "?" + others + "cursor=" + encoded(String.valueOf(cursor));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
