package dev.templatedeployer.cli;

/// Long texts in little room.
final class Elision {

  private Elision() {}

  /// The text, or its beginning with dots behind it. Line ends become spaces.
  static String shortened(String text, int most) {
    var line = text.replaceAll("\\s+", " ");
    return line.length() <= most ? line : line.substring(0, most - 3) + "...";
  }
}
