package dev.templatedeployer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A refusal of the API, as `application/problem+json`.
///
/// @param sentence what was asked, what stands against it, and what to do
/// @param violations one line for each thing that is wrong with what was sent
record Problem(int status, String sentence, List<String> violations) {

  /// The problem that a body describes, if it describes one.
  static Optional<Problem> in(int status, JsonNode body) {
    return Json.text(body, "detail")
        .or(() -> Json.text(body, "title"))
        .map(sentence -> new Problem(status, sentence, violations(body.path("errors"))));
  }

  private static List<String> violations(JsonNode errors) {
    var lines = new ArrayList<String>();
    for (var error : errors) {
      var message = Json.text(error, "message").or(() -> Json.text(error, "code")).orElse("?");
      var pointer = Json.text(error, "pointer").map(place -> place + ": ").orElse("");
      lines.add("  " + pointer + message);
    }
    return lines;
  }

  CommandFailed failure() {
    var lines = new ArrayList<String>();
    lines.add(sentence);
    lines.addAll(violations);
    return new CommandFailed(code(), String.join(System.lineSeparator(), lines));
  }

  private ExitCode code() {
    return switch (status) {
      case 404 -> ExitCode.NOT_FOUND;
      case 503 -> ExitCode.REFUSED;
      default -> status < 500 ? ExitCode.REFUSED : ExitCode.SOFTWARE;
    };
  }
}
