package dev.templatedeployer.bench.suite;

import dev.templatedeployer.bench.BenchFailed;
import dev.templatedeployer.bench.LatencyMillis;
import dev.templatedeployer.bench.NanoClock;
import dev.templatedeployer.topics.BrokerTrouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/// How long the least takes that a deployment consists of: twice a record is written, read,
/// answered in a transaction of its own, and the answer read when it is committed. Nothing is
/// decided, stored or run meanwhile, and nobody else is there: no latency on this broker and
/// machine can be better.
///
/// One thread does all of it, one record after the other, each at the time when it is due.
final class RawSteps implements AutoCloseable {

  private static final int STEPS = 2;
  private static final long NANOS_OF_A_MICRO = 1_000;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Producer<byte[], byte[]> sender;
  private final Consumer<byte[], byte[]> input;
  private final Producer<byte[], byte[]> decider;
  private final Consumer<byte[], byte[]> output;

  private RawSteps(RawTopics topics) {
    var atOnce = Map.<String, Object>of("linger.ms", 0);
    sender = topics.producer(atOnce);
    input = topics.consumer(RawTopics.IN, Map.of());
    decider = topics.transactionalProducer();
    output = topics.consumer(RawTopics.OUT, Map.of());
  }

  /// Measures `rounds` rounds of `count`, after one that is for the compilers.
  ///
  /// @param rate how many a second
  static List<LatencyMillis> latency(String brokers, int rate, int count, int rounds)
      throws BenchFailed, BrokerTrouble, InterruptedException {
    try (var topics = RawTopics.create(brokers);
        var steps = new RawSteps(topics)) {
      var found = new ArrayList<LatencyMillis>();
      for (var i = 0; i <= rounds; i++) {
        found.add(steps.measure(rate, count));
      }
      return List.copyOf(found.subList(1, found.size()));
    } catch (KafkaException e) {
      throw BrokerTrouble.of(e, brokers);
    }
  }

  private LatencyMillis measure(int rate, int count) throws BenchFailed {
    var micros = new long[count];
    var between = Duration.ofSeconds(1).dividedBy(rate).toNanos();
    var begin = System.nanoTime();
    for (var i = 0; i < count; i++) {
      var due = begin + i * between;
      NanoClock.SYSTEM.waitUntil(due);
      for (var step = 0; step < STEPS; step++) {
        step(i % RawTopics.PARTITIONS);
      }
      micros[i] = (System.nanoTime() - due) / NANOS_OF_A_MICRO;
    }
    return LatencyMillis.ofMicros(micros);
  }

  private void step(int partition) throws BenchFailed {
    var _ =
        sender.send(new ProducerRecord<>(RawTopics.IN, partition, null, new byte[RawTopics.BYTES]));
    var read = awaited(input);
    decider.beginTransaction();
    for (var record : read) {
      var _ = decider.send(new ProducerRecord<>(RawTopics.OUT, partition, null, record.value()));
    }
    decider.sendOffsetsToTransaction(read.nextOffsets(), input.groupMetadata());
    decider.commitTransaction();
    var _ = awaited(output);
  }

  private static ConsumerRecords<byte[], byte[]> awaited(Consumer<byte[], byte[]> consumer)
      throws BenchFailed {
    var giveUpAt = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() - giveUpAt < 0) { // a poll may end early when markers came alone
      var read = consumer.poll(PATIENCE);
      if (!read.isEmpty()) {
        return read;
      }
    }
    throw BenchFailed.broken(
        "A record did not come through the broker within %d s.".formatted(PATIENCE.toSeconds()));
  }

  @Override
  public void close() {
    sender.close();
    input.close();
    decider.close();
    output.close();
  }
}
