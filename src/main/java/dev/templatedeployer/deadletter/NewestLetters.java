package dev.templatedeployer.deadletter;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// Finds the newest letters: reads a stretch at the end of each partition, and takes the newest of
/// all ends until there are enough, or one stretch is used up and what lies below it might be newer
/// than the rest.
final class NewestLetters {

  /// Offsets that one letter takes, more or less: its own, the end of its transaction, a note.
  private static final int OFFSETS_A_LETTER = 3;

  private final Consumer<byte[], byte[]> consumer;
  private final String topic;
  private final int limit;

  NewestLetters(Consumer<byte[], byte[]> consumer, String topic, int limit) {
    this.consumer = consumer;
    this.topic = topic;
    this.limit = limit;
  }

  /// @param from where to begin, or empty to begin with the newest of all
  LetterPage page(Optional<Cursor> from) throws OutOfReach {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions); // else Kafka warns of offsets that nobody wants
    Map<TopicPartition, Long> begin = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> high = new HashMap<>(consumer.endOffsets(partitions));
    from.ifPresent(cursor ->
        high.replaceAll((partition, end) ->
            Math.min(end, cursor.below().getOrDefault(partition.partition(), 0L))));
    high.entrySet().removeIf(end -> end.getValue() <= begin.getOrDefault(end.getKey(), 0L));
    var low = new HashMap<TopicPartition, Long>();
    high.forEach((partition, end) ->
        low.put(
            partition,
            Math.max(
                begin.getOrDefault(partition, 0L), end - (long) OFFSETS_A_LETTER * limit - 1)));
    return page(begin, low, high, read(low, high));
  }

  private Map<TopicPartition, Deque<DeadLetter>> read(
      Map<TopicPartition, Long> low, Map<TopicPartition, Long> high) throws OutOfReach {
    var letters = new HashMap<TopicPartition, Deque<DeadLetter>>();
    low.keySet().forEach(partition -> letters.put(partition, new ArrayDeque<>()));
    if (!TopicStretch.read(consumer, low, high, record -> take(record, letters))) {
      throw new OutOfReach(
          "The dead letters could not be read within %d s. Ask for fewer, or try again in a moment."
              .formatted(TopicStretch.PATIENCE.toSeconds()));
    }
    return letters;
  }

  private static void take(
      ConsumerRecord<byte[], byte[]> record, Map<TopicPartition, Deque<DeadLetter>> letters) {
    Deque<DeadLetter> those = letters.get(new TopicPartition(record.topic(), record.partition()));
    if (those != null) {
      LetterForm.letter(record).ifPresent(those::push);
    }
  }

  private LetterPage page(
      Map<TopicPartition, Long> begin,
      Map<TopicPartition, Long> low,
      Map<TopicPartition, Long> high,
      Map<TopicPartition, Deque<DeadLetter>> letters) {
    var page = new ArrayList<DeadLetter>();
    var below = new TreeMap<Integer, Long>();
    high.forEach((partition, end) -> below.put(partition.partition(), end));
    while (page.size() < limit && !isUsedUp(begin, low, letters)) {
      Optional<DeadLetter> newest =
          letters.values().stream()
              .flatMap(those -> Optional.ofNullable(those.peek()).stream())
              .max(Comparator.comparing(DeadLetter::at));
      if (newest.isEmpty()) {
        break;
      }
      LetterId id = newest.get().id();
      letters.getOrDefault(new TopicPartition(topic, id.partition()), new ArrayDeque<>()).poll();
      below.put(id.partition(), id.offset());
      page.add(newest.get());
    }
    letters.forEach((partition, left) -> {
      if (left.isEmpty()) { // nothing between here and its beginning is a letter
        below.put(partition.partition(), low.getOrDefault(partition, 0L));
      }
    });
    below.entrySet().removeIf(end -> end.getValue() <= first(begin, end.getKey()));
    return new LetterPage(page, new Cursor(below).text());
  }

  private long first(Map<TopicPartition, Long> begin, int partition) {
    return begin.getOrDefault(new TopicPartition(topic, partition), 0L);
  }

  /// Whether a partition has nothing left here, and more below.
  private static boolean isUsedUp(
      Map<TopicPartition, Long> begin,
      Map<TopicPartition, Long> low,
      Map<TopicPartition, Deque<DeadLetter>> letters) {
    return letters.entrySet().stream()
        .anyMatch(entry ->
            entry.getValue().isEmpty()
                && low.getOrDefault(entry.getKey(), 0L) > begin.getOrDefault(entry.getKey(), 0L));
  }
}
