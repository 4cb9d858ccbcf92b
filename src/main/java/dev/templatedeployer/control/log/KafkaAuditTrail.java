package dev.templatedeployer.control.log;

import dev.templatedeployer.access.AuditEntry;
import dev.templatedeployer.access.AuditPage;
import dev.templatedeployer.access.AuditQuery;
import dev.templatedeployer.access.AuditTrail;
import dev.templatedeployer.wire.Undecodable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Searches the audit trail by reading its topic from the end, a stretch at a time.
///
/// A search looks at no more than a bounded number of records and then says where to go on, so a
/// question that matches little costs little too.
public final class KafkaAuditTrail implements AuditTrail {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaAuditTrail.class);

  /// Records that are read at once.
  private static final int STRETCH = 500;

  /// Records that one search looks at.
  private static final int MOST = 20_000;

  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /// How far the clocks of those who ask and of the brokers may be apart.
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

  private final ControlClients clients;
  private final ControlTopics topics;
  private final int stretch;
  private final int most;

  /// The trail on the audit topic.
  public KafkaAuditTrail(ControlClients clients, ControlTopics topics) {
    this(clients, topics, STRETCH, MOST);
  }

  KafkaAuditTrail(ControlClients clients, ControlTopics topics, int stretch, int most) {
    this.clients = clients;
    this.topics = topics;
    this.stretch = stretch;
    this.most = most;
  }

  @Override
  public AuditPage find(AuditQuery query) throws Unavailable, InterruptedException {
    try (Consumer<String, byte[]> consumer = clients.shortLivedConsumer("audit-search")) {
      consumer.assign(List.of(topics.audit()));
      return find(query, consumer);
    } catch (InterruptException _) {
      boolean _ = Thread.interrupted(); // as whoever throws an InterruptedException does
      throw new InterruptedException("Interrupted while the audit trail was searched.");
    } catch (KafkaException e) {
      throw new Unavailable(
          "The audit trail cannot be read from Kafka now: %s. Try again in a moment."
              .formatted(e.getMessage()),
          e);
    }
  }

  private AuditPage find(AuditQuery query, Consumer<String, byte[]> consumer) throws Unavailable {
    long lowest = lowest(consumer, query.from());
    long end = end(consumer);
    long upper = query.before() == null ? end : Math.min(query.before(), end);
    long last = Math.max(lowest, upper - most);
    var found = new ArrayList<AuditEntry>();
    while (upper > last) {
      long lower = Math.max(last, upper - stretch);
      for (Placed placed : read(consumer, lower, upper).reversed()) {
        if (query.matches(placed.entry)) {
          found.add(placed.entry);
          if (found.size() == query.limit()) {
            return new AuditPage(found, placed.offset > lowest ? placed.offset : null);
          }
        }
      }
      upper = lower;
    }
    return new AuditPage(found, upper > lowest ? upper : null);
  }

  private long end(Consumer<String, byte[]> consumer) {
    return consumer.endOffsets(List.of(topics.audit())).getOrDefault(topics.audit(), 0L);
  }

  /// The first record that may be wanted. The broker stamped them, so their times rise.
  private long lowest(Consumer<String, byte[]> consumer, @Nullable Instant from) {
    TopicPartition audit = topics.audit();
    long first = consumer.beginningOffsets(List.of(audit)).getOrDefault(audit, 0L);
    if (from == null) {
      return first;
    }
    // What was asked at a time is stamped then or later, but for the difference of two clocks.
    long millis = Math.max(0, from.minus(CLOCKS_DIFFER).toEpochMilli());
    OffsetAndTimestamp since = consumer.offsetsForTimes(Map.of(audit, millis)).get(audit);
    return since == null ? end(consumer) : Math.max(first, since.offset());
  }

  private record Placed(long offset, AuditEntry entry) {}

  /// The records from `lower` to before `upper`, in their order.
  private List<Placed> read(Consumer<String, byte[]> consumer, long lower, long upper)
      throws Unavailable {
    var read = new ArrayList<Placed>();
    consumer.seek(topics.audit(), lower);
    long patienceEnds = System.nanoTime() + PATIENCE.toNanos();
    while (consumer.position(topics.audit()) < upper) {
      if (System.nanoTime() > patienceEnds) {
        throw new Unavailable(
            "The audit trail could not be read within %d s. Try again in a moment."
                .formatted(PATIENCE.toSeconds()),
            new KafkaException("too slow"));
      }
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        if (record.offset() < upper) {
          decoded(record, read);
        }
      }
    }
    return read;
  }

  private void decoded(ConsumerRecord<String, byte[]> record, List<Placed> read) {
    try {
      read.add(new Placed(record.offset(), topics.auditCodec().decode(record.value())));
    } catch (Undecodable e) {
      LOG.atWarn()
          .addKeyValue("topic", record.topic())
          .addKeyValue("offset", record.offset())
          .addKeyValue("error", e.getMessage())
          .log("an entry of the audit trail cannot be read; find out who wrote it");
    }
  }
}
