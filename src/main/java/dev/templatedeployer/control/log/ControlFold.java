package dev.templatedeployer.control.log;

import dev.templatedeployer.control.ControlRecord;
import dev.templatedeployer.control.Controls;
import dev.templatedeployer.wire.ControlCodec;
import dev.templatedeployer.wire.Undecodable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Folds the records of the control topic, one after the other, into what holds.
final class ControlFold {

  private static final Logger LOG = LoggerFactory.getLogger(ControlFold.class);

  private ControlFold() {}

  /// What holds once `record` was read. A record that means nothing changes nothing: it is of a
  /// later version, about something that this one does not know.
  static Controls evolve(
      Controls controls, ConsumerRecord<String, byte[]> record, ControlCodec codec) {
    try {
      ControlRecord<?> read = codec.decode(record.value());
      if (!read.state().subject().equals(record.key())) {
        throw new IllegalArgumentException("Its key is not its subject.");
      }
      return controls.evolve(read);
    } catch (Undecodable | IllegalArgumentException e) {
      LOG.atError()
          .addKeyValue("topic", record.topic())
          .addKeyValue("offset", record.offset())
          .addKeyValue("error", e.getMessage())
          .log("a control record is passed over; find out who wrote it");
      return controls;
    }
  }
}
