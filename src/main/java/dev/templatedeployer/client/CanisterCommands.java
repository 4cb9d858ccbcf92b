package dev.templatedeployer.client;

import dev.templatedeployer.canister.CanisterCommand;
import dev.templatedeployer.canister.CanisterReply;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// Where commands to canisters are sent.
@FunctionalInterface
public interface CanisterCommands {

  /// Sends a command.
  ///
  /// @param headers further headers of the record, such as `traceparent`
  /// @return what the service says to it; fails with [NoAnswer] if it says nothing
  CompletableFuture<CanisterReply> send(CanisterCommand command, Map<String, String> headers);
}
