package dev.templatedeployer.end2end;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// What is committed on topics, read from their beginnings by a reader of its own: no group, no
/// rebalance, nothing that a transaction took back.
final class CommittedLog implements AutoCloseable {

  private final Map<String, List<ConsumerRecord<String, byte[]>>> records = new HashMap<>();
  private final KafkaConsumer<String, byte[]> consumer;
  private final Admin admin;

  CommittedLog(String bootstrap, int partitions, List<String> topics) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
    var all = new ArrayList<TopicPartition>();
    for (String topic : topics) {
      for (int i = 0; i < partitions; i++) {
        all.add(new TopicPartition(topic, i));
      }
    }
    consumer.assign(all);
    consumer.seekToBeginning(all);
  }

  /// Reads on, for a moment.
  void read() {
    for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
      of(record.topic()).add(record);
    }
  }

  /// Reads to the very end: first waits until no transaction is open, so that nothing can appear
  /// behind it any more.
  void readToTheEnd(Duration patience) throws Exception {
    long end = System.nanoTime() + patience.toNanos();
    while (!ends(IsolationLevel.READ_COMMITTED).equals(ends(IsolationLevel.READ_UNCOMMITTED))
        || !hasRead(ends(IsolationLevel.READ_COMMITTED))) {
      if (System.nanoTime() > end) {
        throw new AssertionError("A transaction is still open after " + patience);
      }
      read();
    }
  }

  /// Says where a transaction is open, which hides what was written behind it.
  String openTransactions() throws Exception {
    Map<TopicPartition, Long> visible = ends(IsolationLevel.READ_COMMITTED);
    Map<TopicPartition, Long> written = ends(IsolationLevel.READ_UNCOMMITTED);
    return "Committed ends " + visible + ", ends " + written;
  }

  /// All that was read of `topic`.
  List<ConsumerRecord<String, byte[]>> of(String topic) {
    return records.computeIfAbsent(topic, _ -> new ArrayList<>());
  }

  private boolean hasRead(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(entry -> consumer.position(entry.getKey()) >= entry.getValue());
  }

  private Map<TopicPartition, Long> ends(IsolationLevel level) throws Exception {
    var asked = new HashMap<TopicPartition, OffsetSpec>();
    consumer.assignment().forEach(partition -> asked.put(partition, OffsetSpec.latest()));
    var ends = new HashMap<TopicPartition, Long>();
    admin
        .listOffsets(asked, new ListOffsetsOptions(level))
        .all()
        .get()
        .forEach((partition, info) -> ends.put(partition, info.offset()));
    return ends;
  }

  @Override
  public void close() {
    consumer.close();
    admin.close();
  }
}
