package dev.templatedeployer.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The token that requests are sent with. Not an option: the command line of a process can be read
/// by everybody on the machine.
final class Token {

  private static final int MAX_LENGTH = 8 * 1024;

  private Token() {}

  /// The token in the file that the command line names, else in the environment, else null.
  ///
  /// @throws CommandFailed if it cannot be read, without a word of it
  static @Nullable String given(@Nullable Path file, Map<String, String> environment)
      throws CommandFailed {
    if (file != null) {
      return in(file);
    }
    if (environment.containsKey("DEPLOYER_TOKEN")) {
      return checked(environment.getOrDefault("DEPLOYER_TOKEN", ""), "DEPLOYER_TOKEN");
    }
    var named = environment.get("DEPLOYER_TOKEN_FILE");
    return named == null ? null : in(Path.of(named));
  }

  private static String in(Path file) throws CommandFailed {
    try {
      if (Files.size(file) <= MAX_LENGTH) {
        return checked(Files.readString(file), "'%s'".formatted(file));
      }
    } catch (IOException e) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "The token cannot be read from '%s'. Check the name and the permissions of the file."
              .formatted(file));
    }
    throw new CommandFailed(
        ExitCode.USAGE, "What is in '%s' is too long for a token.".formatted(file));
  }

  private static String checked(String text, String place) throws CommandFailed {
    var token = text.strip();
    if (!token.matches("[A-Za-z0-9._~+/-]+=*") || token.length() > MAX_LENGTH) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "What is in %s is no token: it has to be letters, digits and '._~+/-' without blanks."
              .formatted(place));
    }
    return token;
  }
}
