package dev.templatedeployer.client;

import dev.templatedeployer.canister.CanisterCommand;
import dev.templatedeployer.canister.CanisterReply;
import dev.templatedeployer.wire.CanisterCommandCodec;
import dev.templatedeployer.wire.CanisterReplyCodec;
import dev.templatedeployer.wire.SchemaIds;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// Sends commands to canisters over Kafka and hears the replies. In all else like
/// [DeploymentClient].
public final class CanisterClient implements CanisterCommands, AutoCloseable {

  private final Correspondence<CanisterReply> correspondence;
  private final CanisterCommandCodec commands;

  private CanisterClient(
      Correspondence<CanisterReply> correspondence, CanisterCommandCodec commands) {
    this.correspondence = correspondence;
    this.commands = commands;
  }

  /// Connects in the background: a broker that cannot be reached is told by the first command.
  ///
  /// @param schemas knows the schemas of commands and replies
  public static CanisterClient open(ClientSettings settings, SchemaIds schemas) {
    var replies = new CanisterReplyCodec(schemas);
    var correspondence =
        new Correspondence<>(
            settings,
            Connections.producer(settings),
            Connections.consumer(settings),
            reply -> replies.decode(reply.value()));
    correspondence.start();
    return new CanisterClient(correspondence, new CanisterCommandCodec(schemas));
  }

  @Override
  public CompletableFuture<CanisterReply> send(
      CanisterCommand command, Map<String, String> headers) {
    return correspondence.send(command.canisterId().text(), commands.encode(command), headers);
  }

  /// Whether the service's replies can be read.
  public boolean isListening() {
    return correspondence.isListening();
  }

  @Override
  public void close() {
    correspondence.close();
  }
}
