package dev.templatedeployer.http;

import dev.templatedeployer.client.NoAnswer;
import dev.templatedeployer.domain.Refusal;
import io.javalin.http.HttpStatus;

/// What a refusal of the rules, or the lack of any answer, is in HTTP. The sentence stays the same.
final class Refusals {

  private Refusals() {}

  /// The problem that a refusal is.
  static Problem problem(Refusal refusal) {
    String code = refusal.kind().name();
    return switch (refusal.kind()) {
      case UNAUTHORIZED -> Problem.of(HttpStatus.FORBIDDEN, code, refusal.sentence());
      case INVALID_PAYLOAD ->
          Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, code, refusal.sentence())
              .with(refusal.violations());
      case NOT_FOUND -> Problem.notFound(refusal.sentence());
      // The draft of the Idempotency-Key header answers 422 to a key with another payload. Here the
      // key is the id of a deployment that exists, and the request conflicts with that.
      case CONFLICT, NOT_RETRYABLE, NOT_CANCELLABLE ->
          Problem.of(HttpStatus.CONFLICT, code, refusal.sentence());
      case TEMPORARILY_UNAVAILABLE -> Problem.unavailable(code, refusal.sentence());
    };
  }

  /// The problem that it is when nobody answers a command.
  static Problem problem(NoAnswer silence) {
    String code = silence.reason().name();
    String sentence = String.valueOf(silence.getMessage());
    return switch (silence.reason()) {
      case TOO_LARGE -> Problem.of(HttpStatus.CONTENT_TOO_LARGE, code, sentence);
      case BUSY, FORBIDDEN, UNREACHABLE, NO_REPLY, UNREADABLE, CLOSED ->
          Problem.unavailable(code, sentence);
    };
  }
}
