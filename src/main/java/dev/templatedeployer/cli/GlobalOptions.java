package dev.templatedeployer.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// The options that every command has.
class GlobalOptions {

  static final String DEFAULT_SERVER = "http://127.0.0.1:8080";

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  /// How data is written to standard output.
  enum Output {
    TABLE,
    JSON,
    CSV
  }

  @Option(
      names = "--server",
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      description = "The deployer to talk to: DEPLOYER_SERVER, else " + DEFAULT_SERVER + ".")
  private @Nullable String server;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description =
          "File with the token to send: DEPLOYER_TOKEN_FILE, or the token itself in DEPLOYER_TOKEN.")
  private @Nullable Path tokenFile;

  @Option(
      names = "--output",
      paramLabel = "table|json",
      scope = ScopeType.INHERIT,
      description = "How to print: for a person, or one line of JSON for a program.")
  private Output output = Output.TABLE;

  @Option(
      names = "--no-color",
      scope = ScopeType.INHERIT,
      description = "Print without colour, as NO_COLOR and a pipe do.")
  private boolean noColor;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Print this page.")
  @SuppressWarnings("UnusedVariable") // read by picocli
  private boolean help;

  /// Where the server is: the option, else the environment, else this machine.
  ///
  /// @throws CommandFailed if that is no address
  URI server(Map<String, String> environment) throws CommandFailed {
    var given = server != null ? server : environment.getOrDefault("DEPLOYER_SERVER", "");
    var text = given.isBlank() ? DEFAULT_SERVER : given.strip();
    try {
      var address = new URI(text.replaceAll("/+$", ""));
      if (address.getHost() != null && address.getScheme().matches("https?")) {
        return address;
      }
    } catch (URISyntaxException _) {
      // said below
    }
    throw new CommandFailed(
        ExitCode.USAGE,
        "'%s' is not the address of a server. Write it like '%s'.".formatted(text, DEFAULT_SERVER));
  }

  boolean isCsv() {
    return output == Output.CSV;
  }

  /// The token to send, or null for none. It is never sent over an open line to another machine.
  ///
  /// @throws CommandFailed if it cannot be read, or should not be sent to `server`
  @Nullable String token(URI server, Map<String, String> environment) throws CommandFailed {
    var token = Token.given(tokenFile, environment);
    var isSafe = "https".equals(server.getScheme()) || LOOPBACK.contains(server.getHost());
    if (token != null && !isSafe) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "The token is not sent to '%s', where others could read it on its way. Use https://, or a server on this machine."
              .formatted(server));
    }
    return token;
  }

  boolean isJson() {
    return output == Output.JSON;
  }

  boolean isColourAllowed(Map<String, String> environment) {
    return !noColor
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !"dumb".equals(environment.get("TERM"));
  }
}
