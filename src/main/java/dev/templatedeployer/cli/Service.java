package dev.templatedeployer.cli;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `./deployer serve` does: the service against the user's own Kafka.
@FunctionalInterface
public interface Service {

  /// Runs until it is told to end.
  ///
  /// @throws CommandFailed if it cannot start, with the sentence for the terminal
  void run(Options options) throws CommandFailed, InterruptedException;

  /// What the command line says.
  ///
  /// @param config the settings file, or null to take everything from elsewhere
  /// @param settings the settings given by `--set`, which win over all others
  record Options(@Nullable Path config, Map<String, String> settings) {
    public Options {
      settings = Map.copyOf(settings);
    }
  }
}
