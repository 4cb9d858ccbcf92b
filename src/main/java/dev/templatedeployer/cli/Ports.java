package dev.templatedeployer.cli;

/// Ports that a command line names.
final class Ports {

  private Ports() {}

  /// @throws CommandFailed if nothing can listen on `port`
  static void check(String option, int port) throws CommandFailed {
    if (port < 0 || port > 65_535) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "%s: '%d' is not a port. Ports go from 1 to 65535; 0 takes a free one."
              .formatted(option, port));
    }
  }
}
