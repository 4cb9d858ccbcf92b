package dev.templatedeployer.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Rows of text in aligned columns.
final class Table {

  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

  private final List<String> heads;
  private final List<List<String>> rows = new ArrayList<>();

  Table(String... heads) {
    this(List.of(heads));
  }

  Table(List<String> heads) {
    this.heads = List.copyOf(heads);
  }

  Table row(String... cells) {
    return row(List.of(cells));
  }

  /// @param cells as many as there are heads
  Table row(List<String> cells) {
    rows.add(List.copyOf(cells));
    return this;
  }

  /// The lines, heads first, each with its end.
  String text(Look look) {
    var widths = new int[heads.size()];
    widen(widths, heads);
    rows.forEach(row -> widen(widths, row));
    var text = new StringBuilder();
    append(text, heads.stream().map(look::dim).toList(), widths);
    rows.forEach(row -> append(text, row, widths));
    return text.toString();
  }

  private static void widen(int[] widths, List<String> cells) {
    for (var i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], width(cells.get(i)));
    }
  }

  private static void append(StringBuilder text, List<String> cells, int[] widths) {
    var line = new StringBuilder();
    for (var i = 0; i < widths.length; i++) {
      line.append(cells.get(i)).repeat(' ', widths[i] - width(cells.get(i)) + 2);
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }

  /// How many columns a text takes on a terminal.
  static int width(String text) {
    var plain = COLOUR.matcher(text).replaceAll("");
    return plain.codePointCount(0, plain.length());
  }
}
