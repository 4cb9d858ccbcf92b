package dev.templatedeployer.http;

import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The parameters in the query of a request.
final class Parameters {

  private static final int LONGEST_QUOTE = 64;

  private final Map<String, List<String>> values;

  private Parameters(Map<String, List<String>> values) {
    this.values = values;
  }

  /// The parameters of a request that knows only `known`.
  ///
  /// @throws Problem if there is another
  static Parameters of(Context ctx, Set<String> known) {
    ctx.queryParamMap().keySet().stream()
        .filter(name -> !known.contains(name))
        .findFirst()
        .ifPresent(name -> {
          throw wrong(
              "There is no parameter '%s' here. %s"
                  .formatted(
                      shortened(name),
                      known.isEmpty()
                          ? "There is none at all."
                          : "There are: %s."
                              .formatted(String.join(", ", known.stream().sorted().toList()))));
        });
    return new Parameters(ctx.queryParamMap());
  }

  /// All parameters of a request, whatever they are called.
  static Parameters of(Context ctx) {
    return new Parameters(ctx.queryParamMap());
  }

  /// All values of a parameter, in order.
  List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /// The value of a parameter, or null.
  @Nullable String text(String name) {
    List<String> all = all(name);
    if (all.size() > 1) {
      throw wrong("The parameter '%s' is there twice. Give it once.".formatted(name));
    }
    return all.isEmpty() || all.getFirst().isEmpty() ? null : all.getFirst();
  }

  /// The value of a parameter as `reader` understands it, or null.
  ///
  /// @param reader throws an IllegalArgumentException with a sentence, if it does not
  <T> @Nullable T value(String name, Function<String, T> reader) {
    String text = text(name);
    try {
      return text == null ? null : reader.apply(text);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  /// The whole number in a parameter.
  int number(String name, int fallback) {
    String text = text(name);
    try {
      return text == null ? fallback : Integer.parseInt(text);
    } catch (NumberFormatException _) {
      throw wrong("'%s' has to be a whole number, and is '%s'.".formatted(name, shortened(text)));
    }
  }

  /// The time in a parameter.
  Instant time(String name, Instant fallback) {
    String text = text(name);
    try {
      return text == null ? fallback : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException _) {
      throw wrong(
          "'%s' has to be a time as in RFC 3339, such as '2026-03-01T12:00:00Z', and is '%s'."
              .formatted(name, shortened(text)));
    }
  }

  /// Whether a switch is on: it is there, and is not `false`.
  boolean isOn(String name) {
    List<String> all = all(name);
    return switch (all.isEmpty() ? "false" : all.getFirst()) {
      case "", "true" -> true;
      case "false" -> false;
      default ->
          throw wrong(
              "'%s' has to be 'true' or 'false', and is '%s'."
                  .formatted(name, shortened(all.getFirst())));
    };
  }

  /// The first value of each parameter but for `others`.
  Map<String, String> without(Set<String> others) {
    var rest = new LinkedHashMap<String, String>();
    values.forEach((name, all) -> {
      if (!others.contains(name)) {
        rest.put(name, all.getFirst());
      }
    });
    return rest;
  }

  /// The problem that a parameter is wrong.
  static Problem wrong(String sentence) {
    return Problem.badRequest("INVALID_PARAMETER", sentence);
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…";
  }
}
