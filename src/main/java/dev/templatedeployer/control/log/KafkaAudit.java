package dev.templatedeployer.control.log;

import dev.templatedeployer.access.Audit;
import dev.templatedeployer.access.AuditEntry;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the audit trail on its topic, and tells somebody else of each entry too.
///
/// Sends and does not wait: an entry that Kafka does not take is in the log, with an error.
public final class KafkaAudit implements Audit, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaAudit.class);
  private static final Duration LAST_SEND = Duration.ofSeconds(5);

  private final Audit others;
  private final ControlTopics topics;
  private final Producer<String, byte[]> producer;
  private final AuditMetrics metrics;

  /// @param others told of each entry before it is sent
  public KafkaAudit(
      Audit others, ControlClients clients, ControlTopics topics, MeterRegistry registry) {
    this.others = others;
    this.metrics = new AuditMetrics(registry);
    this.topics = topics;
    this.producer = clients.quickProducer("audit");
  }

  @Override
  public void note(AuditEntry entry) {
    others.note(entry);
    metrics.noted(entry);
    try {
      var _ =
          producer.send(
              topics.written(entry),
              (_, e) -> {
                if (e != null) {
                  lost(entry, e);
                }
              });
    } catch (RuntimeException e) {
      lost(entry, e);
    }
  }

  private void lost(AuditEntry entry, Exception e) {
    metrics.lost();
    LOG.atError()
        .addKeyValue("by", entry.by())
        .addKeyValue("action", entry.action())
        .addKeyValue("subject", entry.subject())
        .addKeyValue("error", e.toString())
        .log("an entry of the audit trail did not get to Kafka; it is in this log alone");
  }

  @Override
  public void close() {
    producer.close(LAST_SEND);
  }
}
