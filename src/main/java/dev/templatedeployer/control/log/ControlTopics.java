package dev.templatedeployer.control.log;

import dev.templatedeployer.access.AuditEntry;
import dev.templatedeployer.control.ControlRecord;
import dev.templatedeployer.wire.AuditCodec;
import dev.templatedeployer.wire.ControlCodec;
import dev.templatedeployer.wire.SchemaIds;
import dev.templatedeployer.wire.Topics;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/// The topics of control and audit, and how they are written and read. Thread-safe.
///
/// @param control the only partition of the control topic
/// @param audit the only partition of the audit topic
public record ControlTopics(
    TopicPartition control,
    TopicPartition audit,
    ControlCodec controlCodec,
    AuditCodec auditCodec) {

  /// Those of `topics`.
  ///
  /// @param ids the schema ids that values are written with
  public static ControlTopics of(Topics topics, SchemaIds ids) {
    return new ControlTopics(
        new TopicPartition(topics.control().name(), 0),
        new TopicPartition(topics.audit().name(), 0),
        new ControlCodec(ids),
        new AuditCodec(ids));
  }

  ProducerRecord<String, byte[]> written(ControlRecord<?> record) {
    return new ProducerRecord<>(
        control.topic(), 0, record.state().subject(), controlCodec.encode(record));
  }

  ProducerRecord<String, byte[]> written(AuditEntry entry) {
    return new ProducerRecord<>(audit.topic(), 0, entry.subject(), auditCodec.encode(entry));
  }
}
