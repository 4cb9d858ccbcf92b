package dev.templatedeployer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;

/// What came of a verification: the verdict, what was checked, and the first differences.
///
/// @param look how it looks
record VerifyPage(Look look) {

  private static final int MOST_SHOWN = 20;

  String text(JsonNode verification) {
    return verdict(verification)
        + "\n\n"
        + new Fields()
            .with("deployments", amount(verification, "deployments"))
            .with("canisters", canisters(verification))
            .with("events", amount(verification, "events"))
            .with("took", took(verification))
            .text(look)
        + differences(verification);
  }

  private String verdict(JsonNode verification) {
    var number = verification.path("differences").asLong();
    return switch (verification.path("state").asText()) {
      case "CLEAN" ->
          look.green(look.either("✔ ", "+ ") + "The log is whole, and everything agrees with it.");
      case "DIFFERENT" ->
          look.red(
                  look.either("✘ ", "x ")
                      + (number == 1
                          ? "1 difference was found."
                          : "%s differences were found."
                              .formatted(amount(verification, "differences"))))
              + Json.text(verification, "brokenOff").map(why -> "\n" + look.yellow(why)).orElse("");
      default ->
          look.yellow(
              "It could not be finished: "
                  + Json.text(verification, "brokenOff").orElse("it does not say why."));
    };
  }

  private String differences(JsonNode verification) {
    var listed = verification.path("listed");
    var text = new StringBuilder();
    for (var i = 0; i < Math.min(MOST_SHOWN, listed.size()); i++) {
      var difference = listed.path(i);
      text.append(
          "\n%s %s"
              .formatted(
                  look.red(difference.path("kind").asText()),
                  difference.path("sentence").asText()));
    }
    var more = verification.path("differences").asLong() - Math.min(MOST_SHOWN, listed.size());
    if (more > 0) {
      text.append("\n")
          .append(
              look.dim(
                  "and %d more; --output json lists %d of them".formatted(more, listed.size())));
    }
    return text.isEmpty() ? "" : text.append("\n").toString();
  }

  /// Canisters are checked only together with everything.
  private static Optional<String> canisters(JsonNode verification) {
    return verification.has("deploymentId")
        ? Optional.empty()
        : Optional.of(amount(verification, "canisters"));
  }

  private static Optional<String> took(JsonNode verification) {
    return Json.instant(verification, "startedAt")
        .flatMap(started ->
            Json.instant(verification, "endedAt")
                .map(ended -> Times.length(Duration.between(started, ended))));
  }

  private static String amount(JsonNode verification, String field) {
    return ReadableJson.amount(verification.path(field).asText());
  }
}
