package dev.templatedeployer.deadletter;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Where a page of letters begins: below which offset of each partition. Written as `0:17,1:4`.
///
/// @param below by partition; one that is missing has nothing left
record Cursor(Map<Integer, Long> below) {

  private static final Pattern PART = Pattern.compile("(\\d{1,6}):(\\d{1,18})");

  /// @throws IllegalArgumentException with a sentence, if `text` is none
  static Cursor parse(String text) {
    var below = new TreeMap<Integer, Long>();
    for (String part : text.split(",", -1)) {
      Matcher matcher = PART.matcher(part);
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "'cursor' is none that was given out. Pass on the 'next' of a page unchanged.");
      }
      below.put(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)));
    }
    return new Cursor(below);
  }

  /// As text, or null if nothing is left.
  @Nullable String text() {
    return below.isEmpty()
        ? null
        : new TreeMap<>(below)
            .entrySet().stream()
                .map(part -> part.getKey() + ":" + part.getValue())
                .collect(Collectors.joining(","));
  }
}
