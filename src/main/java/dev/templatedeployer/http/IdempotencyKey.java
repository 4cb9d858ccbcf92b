package dev.templatedeployer.http;

import dev.templatedeployer.wire.CommandRules;
import io.javalin.http.Context;
import java.util.Optional;

/// The sender's own id for what it asks: the header `Idempotency-Key`, with quotes or without.
///
/// Source: [IETF draft, The Idempotency-Key HTTP Header
/// Field](https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/).
final class IdempotencyKey {

  private IdempotencyKey() {}

  /// The key of a request, if it has one.
  static Optional<String> of(Context ctx) {
    return Optional.ofNullable(ctx.header("Idempotency-Key"))
        .map(String::strip)
        .map(IdempotencyKey::withoutQuotes);
  }

  /// The key of a request as the id of a command, if it has one.
  ///
  /// @throws Problem if it cannot be one
  static Optional<String> commandId(Context ctx) {
    Optional<String> key = of(ctx);
    if (key.filter(k -> k.isBlank() || k.length() > CommandRules.MAX_COMMAND_ID).isPresent()) {
      throw Problem.badRequest(
          "INVALID_HEADER",
          "The 'Idempotency-Key' has to have 1 to %d characters."
              .formatted(CommandRules.MAX_COMMAND_ID));
    }
    return key;
  }

  private static String withoutQuotes(String key) {
    return key.length() >= 2 && key.startsWith("\"") && key.endsWith("\"")
        ? key.substring(1, key.length() - 1)
        : key;
  }
}
