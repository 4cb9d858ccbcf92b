package dev.templatedeployer.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/// A stretch of the log of one partition.
///
/// @param from the first offset in it
/// @param to the first offset after it
record LogSpan(TopicPartition partition, long from, long to) {

  /// What was written between two looks at the ends of partitions, where anything was.
  static List<LogSpan> between(Map<TopicPartition, Long> before, Map<TopicPartition, Long> after) {
    var spans = new ArrayList<LogSpan>();
    after.forEach((partition, end) -> {
      var begin = before.getOrDefault(partition, 0L);
      if (end > begin) {
        spans.add(new LogSpan(partition, begin, end));
      }
    });
    spans.sort(Comparator.comparing(span -> span.partition().toString()));
    return spans;
  }

  /// How many offsets it has: records, and the markers of transactions.
  long length() {
    return to - from;
  }

  /// Its beginning, `share` of the whole, at least one offset.
  LogSpan beginning(double share) {
    return new LogSpan(partition, from, Math.min(to, from + (long) Math.ceil(length() * share)));
  }
}
