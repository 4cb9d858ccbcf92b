package dev.templatedeployer.client;

import dev.templatedeployer.wire.CommandMessage;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// Where commands about deployments are sent.
@FunctionalInterface
public interface DeploymentCommands {

  /// Sends a command.
  ///
  /// @param headers further headers of the record, such as `traceparent`
  /// @return what the service says to it; fails with [NoAnswer] if it says nothing
  CompletableFuture<Answer> send(CommandMessage command, Map<String, String> headers);
}
