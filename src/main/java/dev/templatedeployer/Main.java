package dev.templatedeployer;

import dev.templatedeployer.cli.DeployerCommand;
import dev.templatedeployer.dev.LocalDevelopment;

/// Where the program begins: hands the command line to the commands, and ends the process with what
/// they say.
public final class Main {

  private Main() {}

  /// Runs one command.
  public static void main(String[] arguments) {
    int code =
        DeployerCommand.run(
            arguments,
            new LocalDevelopment(System.getenv(), System.out),
            new Serving(System.getenv()),
            new SettingsOfInstallation(System.getenv()),
            new ReadModelOfInstallation(System.getenv()),
            new StoresOfInstallation(System.getenv()));
    ProcessEnd.exit(code);
  }
}
