package dev.templatedeployer.cli;

import java.io.PrintStream;

/// What is going on just now: one line that is rewritten on a terminal; elsewhere a line for each
/// thing that is new.
final class Progress implements AutoCloseable {

  private static final int WIDTH = 80;
  private static final String CLEAR = "\r\u001b[K";
  private static final String WHEEL = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
  private static final String ASCII_WHEEL = "|/-\\";

  private final PrintStream stream;
  private final boolean isLive;
  private final Look look;
  private String shown = "";
  private int turns;

  Progress(PrintStream stream, boolean isLive, Look look) {
    this.stream = stream;
    this.isLive = isLive;
    this.look = look;
  }

  /// Shows what is going on.
  ///
  /// @param state what it is
  /// @param measure what changes all the time, such as seconds; shown on a terminal only
  void show(String state, String measure) {
    if (isLive) {
      var wheel = look.either(WHEEL, ASCII_WHEEL);
      var spoke = String.valueOf(wheel.charAt(turns++ % wheel.length()));
      var room = WIDTH - spoke.length() - measure.length() - 3;
      stream.print(CLEAR + look.cyan(spoke) + " " + cut(state, room) + " " + look.dim(measure));
      stream.flush();
    } else if (!state.equals(shown)) {
      stream.println(state);
    }
    shown = state;
  }

  /// A line that the terminal breaks in two could not be taken off again.
  private static String cut(String text, int room) {
    return text.length() <= room ? text : text.substring(0, Math.max(0, room - 3)) + "...";
  }

  /// Takes the line off the terminal.
  @Override
  public void close() {
    if (isLive && !shown.isEmpty()) {
      stream.print(CLEAR);
      stream.flush();
    }
  }
}
