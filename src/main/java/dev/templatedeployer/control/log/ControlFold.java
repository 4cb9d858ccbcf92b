package dev.templatedeployer.control.log;

import dev.templatedeployer.control.ControlRecord;
import dev.templatedeployer.control.Controls;
import dev.templatedeployer.wire.ControlCodec;
import dev.templatedeployer.wire.Undecodable;
import java.util.ArrayList;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Folds the records of the control topic into what holds.
final class ControlFold {

  private static final Logger LOG = LoggerFactory.getLogger(ControlFold.class);

  private ControlFold() {}

  /// What holds once `records` were read, in their order.
  static Controls evolve(
      Controls controls, ConsumerRecords<String, byte[]> records, ControlCodec codec) {
    if (records.isEmpty()) {
      return controls;
    }
    var read = new ArrayList<ControlRecord<?>>();
    records.forEach(record -> decoded(record, codec).ifPresent(read::add));
    return controls.evolve(read);
  }

  /// What `record` says. One that means nothing is passed over: it is of a later version, about
  /// something that this one does not know.
  private static Optional<ControlRecord<?>> decoded(
      ConsumerRecord<String, byte[]> record, ControlCodec codec) {
    try {
      ControlRecord<?> read = codec.decode(record.value());
      if (!read.state().subject().equals(record.key())) {
        throw new IllegalArgumentException("Its key is not its subject.");
      }
      return Optional.of(read);
    } catch (Undecodable | IllegalArgumentException e) {
      LOG.atError()
          .addKeyValue("topic", record.topic())
          .addKeyValue("offset", record.offset())
          .addKeyValue("error", e.getMessage())
          .log("a control record is passed over; find out who wrote it");
      return Optional.empty();
    }
  }
}
