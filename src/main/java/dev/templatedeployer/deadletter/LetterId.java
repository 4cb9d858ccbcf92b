package dev.templatedeployer.deadletter;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a dead letter lies on its topic. Written as `3-1207`.
public record LetterId(int partition, long offset) {

  private static final Pattern WRITTEN = Pattern.compile("(\\d{1,6})-(\\d{1,18})");

  /// The id that [#toString] wrote as `text`, or empty if it is no such text.
  public static Optional<LetterId> parse(String text) {
    Matcher matcher = WRITTEN.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new LetterId(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return partition + "-" + offset;
  }
}
