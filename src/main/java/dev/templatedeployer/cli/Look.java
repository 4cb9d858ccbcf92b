package dev.templatedeployer.cli;

import java.io.PrintStream;

/// How text looks on one stream: in colour or plain, with symbols or with what ASCII has.
record Look(boolean inColour, boolean hasSymbols) {

  /// A look that every stream and every script bears.
  static final Look PLAIN = new Look(false, false);

  /// Symbols are used as far as the character set of the stream has them.
  static Look of(PrintStream stream, boolean inColour) {
    return new Look(inColour, stream.charset().newEncoder().canEncode("✔✘⊘◐○●│└─█▄⠋…"));
  }

  String bold(String text) {
    return painted("1", text);
  }

  String dim(String text) {
    return painted("2", text);
  }

  String red(String text) {
    return painted("31", text);
  }

  String green(String text) {
    return painted("32", text);
  }

  String yellow(String text) {
    return painted("33", text);
  }

  String cyan(String text) {
    return painted("36", text);
  }

  /// One of two texts that say the same.
  String either(String withSymbols, String inAscii) {
    return hasSymbols ? withSymbols : inAscii;
  }

  /// A status with its icon.
  String status(String status) {
    return switch (status) {
      case "PENDING" -> yellow(either("○ ", ". ") + status);
      case "PROCESSING" -> cyan(either("◐ ", "~ ") + status);
      case "COMPLETED" -> green(either("✔ ", "+ ") + status);
      case "FAILED" -> red(either("✘ ", "x ") + status);
      case "CANCELLED" -> dim(either("⊘ ", "- ") + status);
      default -> "  " + status;
    };
  }

  private String painted(String code, String text) {
    return inColour && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
