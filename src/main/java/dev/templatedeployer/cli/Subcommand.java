package dev.templatedeployer.cli;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;

/// One command. picocli fills the options of a subclass in and then calls it, once in a process.
abstract class Subcommand implements Callable<Integer> {

  private final Session session;

  Subcommand(Session session) {
    this.session = session;
  }

  /// Does it.
  ///
  /// @throws CommandFailed if it could not be done
  abstract ExitCode run() throws CommandFailed, InterruptedException;

  /// How it may end.
  Set<ExitCode> exitCodes() {
    return EnumSet.of(
        ExitCode.OK,
        ExitCode.SOFTWARE,
        ExitCode.USAGE,
        ExitCode.NOT_FOUND,
        ExitCode.REFUSED,
        ExitCode.UNREACHABLE);
  }

  /// Whether it knows `--output csv`.
  boolean printsCsv() {
    return false;
  }

  final Session session() {
    return session;
  }

  @Override
  public final Integer call() throws CommandFailed, InterruptedException {
    if (session.isCsv() && !printsCsv()) {
      throw new CommandFailed(
          ExitCode.USAGE, "This command prints no CSV. Leave --output out, or say --output json.");
    }
    return run().number();
  }
}
