package dev.templatedeployer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A filter as it stands on the command line, and what the service says is wrong with it.
final class FilterText {

  private FilterText() {}

  /// The filter that the words say, or null if there are none.
  static @Nullable String of(List<String> words) {
    return words.isEmpty() ? null : String.join(" ", words);
  }

  /// The filter as one word for a shell.
  static String quotedForShell(String filter) {
    return filter.matches("[A-Za-z0-9:._/=@%+-]+")
        ? filter
        : "'" + filter.replace("'", "'\\''") + "'";
  }

  /// The same as an argument of a command, also if it begins as an option does.
  static String argumentForShell(String filter) {
    return (filter.startsWith("-") ? "-- " : "") + quotedForShell(filter);
  }

  /// The filter with a line below it that points at the wrong word, if a problem names one.
  ///
  /// @param body the problem, as the API writes it
  static Optional<String> marked(String filter, JsonNode body) {
    var error = body.path("errors").path(0);
    if (!body.path("code").asText().equals("INVALID_FILTER") || !error.has("offset")) {
      return Optional.empty();
    }
    var offset = Math.clamp(error.path("offset").asInt(), 0, filter.length());
    var length = Math.clamp(error.path("length").asInt(), 1, Math.max(1, filter.length() - offset));
    var line = filter.replaceAll("\\s", " ");
    return Optional.of("  %s%n  %s%s".formatted(line, " ".repeat(offset), "^".repeat(length)));
  }
}
