package dev.templatedeployer.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Locale;
import picocli.CommandLine.Option;

/// The option `--yes`, and the question that a command with it asks on a terminal. Where there is
/// nobody to ask, nobody is asked.
final class Confirmation {

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  /// Asks whether it is meant.
  ///
  /// @param what a sentence on what would happen
  /// @throws CommandFailed if it is not
  void ask(Session session, String what) throws CommandFailed {
    if (yes || !session.surroundings().errIsTerminal()) {
      return;
    }
    session.say(what + " Type 'yes' if you mean it:");
    if (!isYes(session)) {
      throw new CommandFailed(ExitCode.REFUSED, "Nothing was changed.");
    }
  }

  private static boolean isYes(Session session) {
    try {
      var line =
          new BufferedReader(new InputStreamReader(session.surroundings().in(), UTF_8)).readLine();
      return line != null && line.strip().toLowerCase(Locale.ROOT).equals("yes");
    } catch (IOException e) {
      throw new UncheckedIOException("The answer cannot be read.", e);
    }
  }
}
