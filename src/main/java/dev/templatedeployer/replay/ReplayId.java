package dev.templatedeployer.replay;

import java.util.regex.Pattern;

/// The name of a bulk replay.
public record ReplayId(String value) {

  /// What one looks like.
  public static final Pattern PATTERN = Pattern.compile("[a-z0-9]{4,32}");

  private static final String COMMAND = "replay-";

  /// @throws IllegalArgumentException with a sentence, if `value` is none
  public ReplayId {
    if (!PATTERN.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "This is not the id of a replay: it has 4 to 32 small letters and digits. List them with 'GET /v1/replays'.");
    }
  }

  /// The id of the retry command of the item `number`: always the same, so that a resend is
  /// harmless.
  public String commandOf(int number) {
    return COMMAND + value + "-" + number;
  }

  /// Whether `command` is the id of a retry of an item of any replay.
  public static boolean isOfAnItem(String command) {
    return command.startsWith(COMMAND);
  }

  /// The number of the item whose retry command has the id `command`; 0 if it is of no item of this
  /// replay.
  public int numberIn(String command) {
    String prefix = COMMAND + value + "-";
    String digits = command.startsWith(prefix) ? command.substring(prefix.length()) : "";
    return digits.matches("[1-9][0-9]{0,8}") ? Integer.parseInt(digits) : 0;
  }

  @Override
  public String toString() {
    return value;
  }
}
