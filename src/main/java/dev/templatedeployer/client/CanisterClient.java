package dev.templatedeployer.client;

import dev.templatedeployer.canister.CanisterCommand;
import dev.templatedeployer.canister.CanisterReply;
import dev.templatedeployer.signature.CommandSigner;
import dev.templatedeployer.signature.CommandType;
import dev.templatedeployer.wire.CanisterCommandCodec;
import dev.templatedeployer.wire.CanisterReplyCodec;
import dev.templatedeployer.wire.SchemaIds;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Sends commands to canisters over Kafka and hears the replies. In all else like
/// [DeploymentClient].
public final class CanisterClient implements CanisterCommands, AutoCloseable {

  private final Correspondence<CanisterReply> correspondence;
  private final CanisterCommandCodec commands;
  private final boolean isSigning;

  private CanisterClient(
      Correspondence<CanisterReply> correspondence,
      CanisterCommandCodec commands,
      boolean isSigning) {
    this.correspondence = correspondence;
    this.commands = commands;
    this.isSigning = isSigning;
  }

  /// Connects in the background: a broker that cannot be reached is told by the first command.
  ///
  /// @param schemas knows the schemas of commands and replies
  /// @param signer signs the commands; null if they are not signed
  public static CanisterClient open(
      ClientSettings settings, SchemaIds schemas, @Nullable CommandSigner signer) {
    var replies = new CanisterReplyCodec(schemas);
    var correspondence =
        new Correspondence<>(
            settings,
            Connections.producer(settings),
            Connections.consumer(settings),
            reply -> replies.decode(reply.value()),
            signer);
    correspondence.start();
    return new CanisterClient(correspondence, new CanisterCommandCodec(schemas), signer != null);
  }

  @Override
  public CompletableFuture<CanisterReply> send(
      CanisterCommand command, Map<String, String> headers) {
    CanisterCommand sent = isSigning ? withId(command) : command;
    return correspondence.send(
        sent.canisterId().text(),
        commands.encode(sent),
        CommandType.of(sent),
        sent.commandId(),
        headers);
  }

  /// Signed bytes may be sent again by whoever may write the topic: under an id they are carried
  /// out once.
  private static CanisterCommand withId(CanisterCommand command) {
    return command instanceof CanisterCommand.Operate operate && operate.commandId() == null
        ? new CanisterCommand.Operate(
            operate.canisterId(),
            UUID.randomUUID().toString(),
            operate.by(),
            operate.operation(),
            operate.arguments())
        : command;
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
