package dev.templatedeployer.cli;

import java.nio.file.Path;

/// What `./deployer dev` does: broker, service and API in this process.
@FunctionalInterface
public interface DevelopmentMode {

  /// Runs until it is told to end.
  ///
  /// @throws CommandFailed if it cannot start, with the sentence for the terminal
  void run(Options options) throws CommandFailed, InterruptedException;

  /// What the command line says.
  ///
  /// @param dataDir where broker and read model keep their data
  /// @param port where HTTP listens
  /// @param kafkaPort where the broker listens
  /// @param demo whether to make sample traffic
  record Options(Path dataDir, int port, int kafkaPort, boolean demo) {}
}
