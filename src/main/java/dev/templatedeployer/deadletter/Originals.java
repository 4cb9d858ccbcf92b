package dev.templatedeployer.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.templatedeployer.canister.CanisterCommand;
import dev.templatedeployer.wire.CanisterCommandCodec;
import dev.templatedeployer.wire.CommandCodec;
import dev.templatedeployer.wire.CommandMessage;
import dev.templatedeployer.wire.Envelope;
import dev.templatedeployer.wire.ReportCodec;
import dev.templatedeployer.wire.SchemaIds;
import dev.templatedeployer.wire.Topic;
import dev.templatedeployer.wire.Undecodable;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// Reads records of the topics that commands and reports arrive on as the service would today.
/// Thread-safe.
final class Originals {

  private final Map<String, Envelope> envelopes;
  private final CommandCodec commands;
  private final ReportCodec reports;
  private final CanisterCommandCodec canisterCommands;

  /// What a new look at a record gave.
  ///
  /// @param content what it says, without anything that may be secret; null if it cannot be read
  /// @param problem why it cannot be acted upon; null if it can
  record Look(@Nullable JsonNode content, @Nullable String problem) {}

  /// What a record says.
  ///
  /// @param id the key that it has to have
  private record Said(String id, JsonNode content) {}

  /// @param topics all topics of the service
  Originals(Collection<Topic> topics, SchemaIds ids) {
    this.envelopes =
        topics.stream()
            .filter(Topic::isInput)
            .flatMap(topic ->
                Optional.ofNullable(topic.value()).map(v -> Map.entry(topic.name(), v)).stream())
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    this.commands = new CommandCodec(ids);
    this.reports = new ReportCodec(ids);
    this.canisterCommands = new CanisterCommandCodec(ids);
  }

  /// Looks at `record`, which was a dead letter once.
  Look look(ConsumerRecord<byte[], byte[]> record) {
    try {
      Said said = read(record);
      boolean isKeyed = record.key() != null && said.id().equals(new String(record.key(), UTF_8));
      return new Look(
          said.content(),
          isKeyed ? null : "The key is not the id in the payload. Have its sender send it again.");
    } catch (Undecodable e) {
      return new Look(null, e.getMessage());
    }
  }

  private Said read(ConsumerRecord<byte[], byte[]> record) throws Undecodable {
    Envelope envelope = envelopes.get(record.topic());
    return switch (envelope) {
      case DEPLOYMENT_COMMAND -> {
        CommandMessage message = commands.decode(record.value());
        yield new Said(message.id().value(), Redaction.of(message));
      }
      case ATTEMPT_REPORT -> {
        var report = reports.decode(record.value(), Instant.ofEpochMilli(record.timestamp()));
        yield new Said(report.id().value(), Redaction.of(report));
      }
      case CANISTER_COMMAND -> {
        CanisterCommand command = canisterCommands.decode(record.value());
        yield new Said(command.canisterId().text(), Redaction.of(command));
      }
      case null, default ->
          throw new IllegalStateException(
              "The topic '%s' is none that the service reads commands or reports from."
                  .formatted(record.topic()));
    };
  }

  /// Whether the service reads commands or reports from `topic`.
  boolean isFrom(String topic) {
    return envelopes.containsKey(topic);
  }
}
