package dev.templatedeployer.bench;

import dev.templatedeployer.domain.Status;
import dev.templatedeployer.wire.OutcomeCodec;
import dev.templatedeployer.wire.ReplyCodec;
import dev.templatedeployer.wire.Undecodable;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// Reads what comes of deployments: their outcomes, and the replies, of which only refusals matter.
/// Has no group, so it leaves nothing behind.
final class OutcomeReader {

  private final Consumer<byte[], byte[]> consumer;
  private final String outcomes;
  private final String replies;
  private final OutcomeCodec outcomeCodec;
  private final ReplyCodec replyCodec;
  private final NanoClock clock;

  OutcomeReader(
      Consumer<byte[], byte[]> consumer,
      String outcomes,
      String replies,
      OutcomeCodec outcomeCodec,
      ReplyCodec replyCodec,
      NanoClock clock) {
    this.consumer = consumer;
    this.outcomes = outcomes;
    this.replies = replies;
    this.outcomeCodec = outcomeCodec;
    this.replyCodec = replyCodec;
    this.clock = clock;
  }

  /// Stands at the end of both topics, and returns when it really does: nothing that is written
  /// from now on is missed.
  void standAtTheEnd() {
    var partitions = Stream.of(outcomes, replies).flatMap(topic -> partitions(topic).stream());
    consumer.assign(partitions.toList());
    consumer.seekToEnd(consumer.assignment());
    consumer.assignment().forEach(consumer::position);
  }

  private List<TopicPartition> partitions(String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(partition -> new TopicPartition(topic, partition.partition()))
        .toList();
  }

  /// Takes in what has arrived, or waits a little for something to.
  ///
  /// @throws BenchFailed if the service refused a command, or wrote what nobody can read
  /// @param awaited what each deployment is done with
  void read(Duration patience, ProbeCommands commands, Tally tally, Load.Awaited awaited)
      throws BenchFailed {
    var records = consumer.poll(patience);
    var now = clock.now();
    for (var record : records) {
      var index = record.key() == null ? -1 : commands.index(record.key());
      if (index >= 0) {
        take(record, index, tally, awaited, now);
      }
    }
  }

  private void take(
      ConsumerRecord<byte[], byte[]> record, int index, Tally tally, Load.Awaited awaited, long now)
      throws BenchFailed {
    try {
      if (record.topic().equals(outcomes)) {
        if (awaited == Load.Awaited.OUTCOME) {
          tally.ended(index, outcomeCodec.decode(record.value()).status(), now);
        }
        return;
      }
      var refusal = replyCodec.decode(record.value()).refusal();
      if (refusal != null) {
        throw BenchFailed.refused(refusal);
      }
      if (awaited == Load.Awaited.REPLY) {
        tally.ended(index, Status.COMPLETED, now);
      }
    } catch (Undecodable e) {
      throw BenchFailed.unreadable(record.topic(), e);
    }
  }
}
