package dev.templatedeployer.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommittedTopicsTest {

  static final String TOPIC = "deployments.events";
  static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

  final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  final CommittedTopics topics = new CommittedTopics(consumer);
  final List<Long> read = new ArrayList<>();

  @BeforeEach
  void begin() {
    consumer.updatePartitions(TOPIC, List.of(new PartitionInfo(TOPIC, 0, null, null, null)));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.updateEndOffsets(Map.of(PARTITION, 5L));
  }

  @Test
  void knowWhatThereIsToRead() throws BrokenOff {
    assertThat(topics.partitions(TOPIC)).containsExactly(0);
    assertThat(topics.length(topics.ends(TOPIC, Set.of(0)))).isEqualTo(5);
    assertThatThrownBy(() -> topics.partitions("gone"))
        .isInstanceOf(BrokenOff.class)
        .hasMessageStartingWith("The topic 'gone' does not exist.");
  }

  /// What was fetched beyond the end is not lost: it comes when it is asked for.
  @Test
  void areReadUpToAnEndAndThenOn() throws BrokenOff {
    bring(0, 1, 2, 3);
    topics.read(Map.of(PARTITION, 3L), record -> read.add(record.offset()));
    assertThat(read).containsExactly(0L, 1L, 2L);
    assertThat(topics.next(TOPIC, 0)).isEqualTo(3);

    bring(3, 4);
    topics.read(Map.of(PARTITION, 5L), record -> read.add(record.offset()));
    assertThat(read).containsExactly(0L, 1L, 2L, 3L, 4L);
  }

  @Test
  void areReadOnForAsLongAsSomethingIsAwaited() {
    bring(0, 1, 2);
    topics.readOn(
        TOPIC,
        Set.of(0),
        () -> read.size() < 3,
        Duration.ofSeconds(20),
        record -> read.add(record.offset()));
    assertThat(read).containsExactly(0L, 1L, 2L);

    topics.readOn(TOPIC, Set.of(0), () -> false, Duration.ofDays(1), _ -> {});
    topics.readOn(TOPIC, Set.of(0), () -> true, Duration.ZERO, _ -> {});
  }

  @Test
  void areReadAgainFromTheBeginning() throws BrokenOff {
    bring(0, 1);
    topics.read(Map.of(PARTITION, 2L), record -> read.add(record.offset()));
    topics.rewind(TOPIC, Set.of(0));
    bring(0, 1);
    topics.read(Map.of(PARTITION, 2L), record -> read.add(record.offset()));
    assertThat(read).containsExactly(0L, 1L, 0L, 1L);
  }

  private void bring(long... offsets) {
    consumer.schedulePollTask(() -> {
      for (long offset : offsets) {
        consumer.addRecord(new ConsumerRecord<>(TOPIC, 0, offset, new byte[0], new byte[0]));
      }
    });
  }
}
