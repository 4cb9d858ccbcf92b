package dev.templatedeployer;

import dev.templatedeployer.cli.CommandFailed;
import dev.templatedeployer.cli.ExitCode;
import dev.templatedeployer.cli.Service;
import dev.templatedeployer.settings.EffectiveSetting;
import dev.templatedeployer.settings.Settings;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The service in production: settings from a file and the environment, on the user's own Kafka.
///
/// @param environment the environment variables
record Serving(Map<String, String> environment) implements Service {

  private static final Logger LOG = LoggerFactory.getLogger(Serving.class);

  @Override
  public void run(Options options) throws CommandFailed, InterruptedException {
    try {
      Settings settings = Deployer.settings(options.settings(), environment, options.config());
      for (EffectiveSetting setting : settings.effective()) {
        LOG.atInfo()
            .addKeyValue("name", setting.name())
            .addKeyValue("value", setting.value())
            .addKeyValue("source", setting.source())
            .log("setting");
      }
      try (Deployer deployer = Deployer.start(settings)) {
        LOG.atInfo().addKeyValue("api", deployer.api()).log("ready");
        ProcessEnd.await(deployer);
        LOG.atInfo().log("stopping");
        if (deployer.isDead()) {
          throw new CommandFailed(
              ExitCode.SOFTWARE, "The service could not go on. Its log says why.");
        }
      }
      LOG.atInfo().log("stopped");
    } catch (CannotStart e) {
      throw new CommandFailed(ExitCode.SOFTWARE, String.valueOf(e.getMessage()));
    }
  }
}
