package dev.templatedeployer.http;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/// Turns away requests for answers in anything but JSON, which is all that the API speaks; but for
/// receipts, which may be CSV.
final class Acceptance {

  private static final Set<String> SPOKEN =
      Set.of(
          "*/*",
          "application/*",
          "application/json",
          "application/problem+json",
          "application/schema+json");

  private Acceptance() {}

  /// @throws Problem if the request takes no JSON
  static void check(Context ctx) {
    String accept = ctx.header("Accept");
    if (accept != null
        && ctx.path().startsWith("/v1/")
        && !isSpoken(accept)
        && !isCsvOfAReceipt(ctx, accept)) {
      throw Problem.of(
          HttpStatus.NOT_ACCEPTABLE,
          "NOT_ACCEPTABLE",
          "Answers are JSON and nothing else. Ask with 'Accept: application/json'.");
    }
  }

  private static boolean isCsvOfAReceipt(Context ctx, String accept) {
    return ctx.path().endsWith("/receipt")
        && accept.toLowerCase(Locale.ROOT).contains(ReplayReceipt.CSV);
  }

  private static boolean isSpoken(String accept) {
    return accept.isBlank()
        || Arrays.stream(accept.toLowerCase(Locale.ROOT).split(","))
            .map(range -> range.split(";", 2)[0].strip())
            .anyMatch(SPOKEN::contains);
  }
}
