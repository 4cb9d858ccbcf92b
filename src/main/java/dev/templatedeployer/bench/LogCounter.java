package dev.templatedeployer.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// Counts what was written, by reading it again: from offsets alone a record and the marker that
/// ends a transaction look the same.
final class LogCounter {

  private static final Duration PATIENCE = Duration.ofMillis(500);

  /// How often in a row nothing may come before the rest is given up.
  private static final int MOST_EMPTY_READS = 20;

  private final Consumer<byte[], byte[]> consumer;
  private final long mostOffsets;

  /// @param consumer reads what is committed
  /// @param mostOffsets how many offsets are read; if there are more, the beginnings stand for all
  LogCounter(Consumer<byte[], byte[]> consumer, long mostOffsets) {
    this.consumer = consumer;
    this.mostOffsets = mostOffsets;
  }

  /// The ends of all partitions of the topics, as far as everything before them is decided.
  Map<TopicPartition, Long> ends(Collection<String> topics) {
    var partitions =
        topics.stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .toList();
    return consumer.endOffsets(partitions);
  }

  /// What was written in the spans.
  Written count(List<LogSpan> spans) {
    var length = spans.stream().mapToLong(LogSpan::length).sum();
    var share = length <= mostOffsets ? 1 : (double) mostOffsets / length;
    var counts = new TreeMap<String, Count>();
    var open = new HashMap<TopicPartition, LogSpan>();
    for (var span : spans) {
      var beginning = span.beginning(share);
      open.put(span.partition(), beginning);
      counts.computeIfAbsent(span.partition().topic(), _ -> new Count()).span(span, beginning);
    }
    read(open, counts);
    var topics =
        counts.entrySet().stream().map(count -> count.getValue().topic(count.getKey())).toList();
    return new Written(topics, share < 1);
  }

  private void read(Map<TopicPartition, LogSpan> open, Map<String, Count> counts) {
    consumer.assign(open.keySet());
    open.values().forEach(span -> consumer.seek(span.partition(), span.from()));
    var emptyReads = 0;
    while (!open.isEmpty() && emptyReads < MOST_EMPTY_READS) {
      var records = consumer.poll(PATIENCE);
      emptyReads = records.isEmpty() ? emptyReads + 1 : 0;
      for (var record : records) {
        var span = open.get(new TopicPartition(record.topic(), record.partition()));
        var count = counts.get(record.topic());
        if (span != null && count != null && record.offset() < span.to()) {
          count.record(record);
        }
      }
      open.values().removeIf(this::isRead);
      consumer.assign(open.keySet());
    }
  }

  private boolean isRead(LogSpan span) {
    return consumer.position(span.partition()) >= span.to();
  }

  /// What is counted of one topic.
  private static final class Count {

    private long length;
    private long looked;
    private long records;
    private long bytes;

    void span(LogSpan whole, LogSpan beginning) {
      length += whole.length();
      looked += beginning.length();
    }

    void record(ConsumerRecord<byte[], byte[]> record) {
      records++;
      bytes += Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
      for (var header : record.headers()) {
        bytes += header.key().getBytes(UTF_8).length;
        bytes += header.value() == null ? 0 : header.value().length;
      }
    }

    Written.Topic topic(String name) {
      var scale = (double) length / looked;
      return new Written.Topic(name, records * scale, bytes * scale, (looked - records) * scale);
    }
  }
}
