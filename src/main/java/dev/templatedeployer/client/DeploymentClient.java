package dev.templatedeployer.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.signature.CommandSigner;
import dev.templatedeployer.signature.CommandType;
import dev.templatedeployer.wire.CommandCodec;
import dev.templatedeployer.wire.CommandMessage;
import dev.templatedeployer.wire.HeaderNames;
import dev.templatedeployer.wire.ReplyCodec;
import dev.templatedeployer.wire.SchemaIds;
import dev.templatedeployer.wire.Undecodable;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// Sends commands about deployments over Kafka and hears the replies.
///
/// One is enough for a process: it is safe to use from many threads at once, and each has a
/// producer, a consumer and a thread of its own. A future is mostly completed on that thread, so
/// hang nothing on it that blocks; use the `Async` methods for that.
public final class DeploymentClient implements DeploymentCommands, AutoCloseable {

  private final Correspondence<Answer> correspondence;
  private final CommandCodec commands;

  private DeploymentClient(Correspondence<Answer> correspondence, CommandCodec commands) {
    this.correspondence = correspondence;
    this.commands = commands;
  }

  /// Connects in the background: a broker that cannot be reached is told by the first command.
  ///
  /// @param schemas knows the schemas of commands and replies
  public static DeploymentClient open(ClientSettings settings, SchemaIds schemas) {
    return opened(settings, schemas, null);
  }

  /// The same for a backend that signs its commands.
  public static DeploymentClient open(
      ClientSettings settings, SchemaIds schemas, CommandSigner signer) {
    return opened(settings, schemas, signer);
  }

  private static DeploymentClient opened(
      ClientSettings settings, SchemaIds schemas, @Nullable CommandSigner signer) {
    var replies = new ReplyCodec(schemas);
    var correspondence =
        new Correspondence<>(
            settings,
            Connections.producer(settings),
            Connections.consumer(settings),
            reply -> answer(reply, replies),
            signer);
    correspondence.start();
    return new DeploymentClient(correspondence, new CommandCodec(schemas));
  }

  @Override
  public CompletableFuture<Answer> send(CommandMessage command, Map<String, String> headers) {
    return correspondence.send(
        command.id().value(),
        commands.encode(command),
        CommandType.of(command),
        command.commandId(),
        headers);
  }

  /// Whether the service's replies can be read.
  public boolean isListening() {
    return correspondence.isListening();
  }

  @Override
  public void close() {
    correspondence.close();
  }

  private static Answer answer(ConsumerRecord<byte[], byte[]> reply, ReplyCodec codec)
      throws Undecodable {
    return new Answer(
        codec.decode(reply.value()), version(reply.headers().lastHeader(HeaderNames.VERSION)));
  }

  private static @Nullable Long version(@Nullable Header header) {
    try {
      return header == null || header.value() == null
          ? null
          : Long.valueOf(new String(header.value(), UTF_8));
    } catch (NumberFormatException _) {
      return null; // somebody else's idea of that header
    }
  }
}
