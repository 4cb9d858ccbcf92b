package dev.templatedeployer.stream;

import dev.templatedeployer.domain.Caller;
import dev.templatedeployer.domain.DeploymentCommand;
import dev.templatedeployer.wire.CommandMessage;
import java.util.Map;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/// The topics that commands and reports arrive on, and who is believed to have written to each.
///
/// Kafka does not tell a consumer who wrote a record, so identity comes from the topic: each
/// backend has one that only it may write. On the service's own command topic the message says on
/// whose behalf the service wrote it.
///
/// @param backends the name of the backend that writes each command topic, by topic
/// @param commands how to read each command topic, the service's own among them
/// @param ownCommands the name of the service's own command topic
/// @param reports how to read the reports topic
/// @param signed reads what may be signed: the commands of backends, and reports
record DeploymentInputs(
    Map<String, String> backends,
    Map<String, InputTopic<CommandMessage>> commands,
    String ownCommands,
    InputTopic<DeploymentCommand.Report> reports,
    SignedInputs signed) {

  DeploymentInputs {
    backends = Map.copyOf(backends);
    commands = Map.copyOf(commands);
  }

  /// Whether `topic` is the one of reports.
  boolean isReports(String topic) {
    return reports.name().equals(topic);
  }

  /// The report in `record`, and who signed it.
  SignedInputs.Signed<DeploymentCommand.Report> report(
      Record<byte[], byte[]> record, RecordMetadata place) throws Unreadable, Unproven {
    return signed.report(reports, record, place);
  }

  /// The command in `record`.
  CommandMessage command(Record<byte[], byte[]> record, RecordMetadata place)
      throws Unreadable, Unproven {
    InputTopic<CommandMessage> topic = commands.get(place.topic());
    if (topic == null) {
      throw new IllegalStateException(
          "The topic '%s' is read but not declared.".formatted(place.topic()));
    }
    String backend = backends.get(place.topic());
    return backend == null
        ? topic.read(record, place)
        : signed.command(topic, backend, record, place);
  }

  /// Who sent `message`.
  Caller caller(String topic, CommandMessage message) {
    String backend = backends.get(topic);
    if (backend != null) {
      return new Caller(backend, Caller.Role.BACKEND);
    }
    if (!ownCommands.equals(topic)) {
      throw new IllegalStateException("The topic '%s' belongs to no backend.".formatted(topic));
    }
    String requestedBy = message.requestedBy();
    return new Caller(requestedBy == null ? "unknown" : requestedBy, Caller.Role.ADMIN);
  }
}
