package dev.templatedeployer.stream;

import dev.templatedeployer.canister.CanisterCommand;
import dev.templatedeployer.domain.DeploymentCommand.Report;
import dev.templatedeployer.signature.CommandType;
import dev.templatedeployer.signature.SignatureVerifier;
import dev.templatedeployer.signature.SignedRecord;
import dev.templatedeployer.signature.Signer;
import dev.templatedeployer.signature.Verdict;
import dev.templatedeployer.wire.CommandMessage;
import java.time.Instant;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/// Reads a record only once its signature has been looked at.
///
/// All methods throw [Unproven] if a signature is wrong, or missing where one is required; then
/// nothing of the value was decoded.
///
/// @param verifier says what signatures are worth
record SignedInputs(SignatureVerifier verifier) {

  /// What a record says, and who says it.
  ///
  /// @param signer the service, if the record need not be signed and is not: then the right to
  ///   write the topic is all that is asked
  record Signed<T>(T content, Signer signer) {}

  /// The command in `record`, read from the topic of `backend`.
  CommandMessage command(
      InputTopic<CommandMessage> topic,
      String backend,
      Record<byte[], byte[]> record,
      RecordMetadata place)
      throws Unreadable, Unproven {
    return read(
            topic,
            record,
            place,
            (signed, at) -> verifier.verify(backend, signed, at),
            CommandType::of,
            CommandMessage::commandId)
        .content();
  }

  /// The report in `record`.
  Signed<Report> report(
      InputTopic<Report> topic, Record<byte[], byte[]> record, RecordMetadata place)
      throws Unreadable, Unproven {
    return read(topic, record, place, verifier::verify, _ -> CommandType.REPORT, _ -> null);
  }

  /// The command to a canister in `record`.
  Signed<CanisterCommand> canisterCommand(
      InputTopic<CanisterCommand> topic, Record<byte[], byte[]> record, RecordMetadata place)
      throws Unreadable, Unproven {
    return read(
        topic, record, place, verifier::verify, CommandType::of, CanisterCommand::commandId);
  }

  private static <T> Signed<T> read(
      InputTopic<T> topic,
      Record<byte[], byte[]> record,
      RecordMetadata place,
      BiFunction<SignedRecord, Instant, Verdict> verify,
      Function<T, CommandType> type,
      Function<T, @Nullable String> commandId)
      throws Unreadable, Unproven {
    byte[] key = record.key();
    byte[] value = record.value();
    if (key == null || value == null) {
      return new Signed<>(topic.read(record, place), new Signer.Service()); // says what is missing
    }
    var signed = SignedRecord.of(topic.name(), key, value, record.headers());
    return switch (verify.apply(signed, Instant.ofEpochMilli(record.timestamp()))) {
      case Verdict.Unsigned _ -> new Signed<>(topic.read(record, place), new Signer.Service());
      case Verdict.Unproven unproven -> throw new Unproven(unproven);
      case Verdict.Proven proven -> {
        T content = topic.read(record, place);
        refuseContradiction(proven, type.apply(content), commandId.apply(content));
        yield new Signed<>(content, proven.signer());
      }
    };
  }

  /// The headers are signed as well as the value, so they say the same, or the sender contradicts
  /// itself.
  private static void refuseContradiction(
      Verdict.Proven proven, CommandType type, @Nullable String commandId) throws Unproven {
    if (type != proven.type()
        || !Objects.requireNonNullElse(commandId, "").equals(proven.commandId())) {
      throw new Unproven(
          Verdict.Reason.SIGNATURE_WRONG,
          "The record is not of the type, or has not the id, that its signature names. Sign what is sent.");
    }
  }
}
