package dev.templatedeployer.execute;

import dev.templatedeployer.template.TemplateResult;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How a call of a template ended.
sealed interface Ending {

  /// It returned.
  ///
  /// @param details at most [#MAX_DETAILS], each key and value at most [#MAX_CHARACTERS] long
  record Returned(Map<String, String> details) implements Ending {

    static final int MAX_DETAILS = 32;
    static final int MAX_CHARACTERS = 256;

    /// What remains of `result` within the limits.
    static Returned with(@Nullable TemplateResult result) {
      if (result == null) {
        return new Returned(Map.of()); // it should not, but it did return
      }
      return new Returned(
          result.details().entrySet().stream()
              .sorted(Map.Entry.comparingByKey())
              .limit(MAX_DETAILS)
              .collect(
                  Collectors.toUnmodifiableMap(
                      entry -> cut(entry.getKey()),
                      entry -> cut(entry.getValue()),
                      (first, _) -> first)));
    }

    private static String cut(String text) {
      return text.length() <= MAX_CHARACTERS ? text : text.substring(0, MAX_CHARACTERS - 1) + "…";
    }
  }

  /// It threw, or was not even called.
  ///
  /// @param thrown what it threw, or null if it was not called
  record Threw(Diagnosis diagnosis, @Nullable Throwable thrown) implements Ending {}
}
