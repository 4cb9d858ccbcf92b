package dev.templatedeployer;

import dev.templatedeployer.cli.CommandFailed;
import dev.templatedeployer.cli.ExitCode;
import dev.templatedeployer.cli.Installation;
import java.util.HashMap;
import java.util.Map;

/// What the commands that speak to Kafka directly are told of the installation.
///
/// @param environment the environment variables
record SettingsOfInstallation(Map<String, String> environment) implements Installation {

  @Override
  public Cluster read(Options options) throws CommandFailed {
    var said = new HashMap<>(options.settings());
    said.putIfAbsent(DeployerSettings.STATE_DIR.name(), "none"); // these commands keep nothing
    try {
      return new Blueprint(Deployer.settings(said, environment, options.config()), environment)
          .installation();
    } catch (CannotStart e) {
      throw new CommandFailed(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }
}
