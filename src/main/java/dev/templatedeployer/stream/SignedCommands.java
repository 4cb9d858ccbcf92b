package dev.templatedeployer.stream;

import dev.templatedeployer.signature.CommandType;
import dev.templatedeployer.signature.SignatureVerifier;
import dev.templatedeployer.signature.SignedRecord;
import dev.templatedeployer.signature.Verdict;
import dev.templatedeployer.wire.CommandMessage;
import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/// Reads a backend's command only once its signature has been looked at.
///
/// @param verifier says what signatures are worth
record SignedCommands(SignatureVerifier verifier) {

  /// The command in `record`, read from a backend's topic.
  ///
  /// @throws Unproven if its signature is wrong, or missing where one is required; then nothing of
  ///   the value was decoded
  CommandMessage read(
      InputTopic<CommandMessage> topic,
      String backend,
      Record<byte[], byte[]> record,
      RecordMetadata place)
      throws Unreadable, Unproven {
    byte[] key = record.key();
    byte[] value = record.value();
    if (key == null || value == null) {
      return topic.read(record, place); // which says what is missing
    }
    var signed =
        new SignedRecord(
            topic.name(),
            key,
            value,
            name -> {
              Header header = record.headers().lastHeader(name);
              return header == null ? null : header.value();
            });
    return switch (verifier.verify(backend, signed, Instant.ofEpochMilli(record.timestamp()))) {
      case Verdict.Unsigned _ -> topic.read(record, place);
      case Verdict.Unproven unproven -> throw new Unproven(unproven);
      case Verdict.Proven proven -> asSigned(topic.read(record, place), proven);
    };
  }

  /// The headers are signed as well as the value, so they say the same, or the sender contradicts
  /// itself.
  private static CommandMessage asSigned(CommandMessage message, Verdict.Proven proven)
      throws Unproven {
    String commandId = Objects.requireNonNullElse(message.commandId(), "");
    if (CommandType.of(message) != proven.type() || !commandId.equals(proven.commandId())) {
      throw new Unproven(
          Verdict.Reason.SIGNATURE_WRONG,
          "The command is not of the type, or has not the id, that its signature names. Sign what is sent.");
    }
    return message;
  }
}
