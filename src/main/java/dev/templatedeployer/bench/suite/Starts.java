package dev.templatedeployer.bench.suite;

import dev.templatedeployer.bench.BenchFailed;
import dev.templatedeployer.domain.DeploymentCommand.Started;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.wire.ReportCodec;
import dev.templatedeployer.wire.Undecodable;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// Which runs have started where, as executors report it. Belongs to one thread.
final class Starts implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(20);

  private final Consumer<byte[], byte[]> consumer;
  private final ReportCodec codec;
  private final Map<Long, Map<DeploymentId, Long>> byProcess = new HashMap<>();

  private Starts(Consumer<byte[], byte[]> consumer, ReportCodec codec) {
    this.consumer = consumer;
    this.codec = codec;
  }

  /// Watches from now on.
  static Starts of(TestBed bed) {
    var consumer = bed.clients(0).consumer();
    var topic = bed.ground().reports();
    consumer.assign(
        consumer.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList());
    consumer.seekToEnd(consumer.assignment());
    consumer.assignment().forEach(consumer::position);
    return new Starts(consumer, new ReportCodec(bed.ground().target().schemaIds()));
  }

  /// Waits until so many runs have started in a process.
  ///
  /// @param prefix what the ids of their deployments begin with
  /// @return when each was seen to, in order, on the clock of `System.nanoTime`
  long[] await(int count, String prefix, Program program, Duration patience) throws BenchFailed {
    var end = System.nanoTime() + patience.toNanos();
    while (seen(prefix, program).length < count) {
      if (System.nanoTime() - end > 0) {
        throw BenchFailed.broken(
            "Only %d of %d runs started in the service '%s' within %d s. It said last:\n%s"
                .formatted(
                    seen(prefix, program).length,
                    count,
                    program.name(),
                    patience.toSeconds(),
                    program.lastLines()));
      }
      read();
    }
    return seen(prefix, program);
  }

  /// How many runs have started in a process by now.
  int count(String prefix, Program program) {
    read();
    return seen(prefix, program).length;
  }

  private long[] seen(String prefix, Program program) {
    var times =
        byProcess.getOrDefault(program.pid(), Map.of()).entrySet().stream()
            .filter(start -> start.getKey().value().startsWith(prefix))
            .mapToLong(Map.Entry::getValue)
            .toArray();
    Arrays.sort(times);
    return times;
  }

  private void read() {
    var records = consumer.poll(POLL);
    var now = System.nanoTime();
    for (var record : records) {
      note(record, now);
    }
  }

  /// An executor's name ends with the id of its process.
  private void note(ConsumerRecord<byte[], byte[]> record, long now) {
    try {
      if (codec.decode(record.value(), Instant.ofEpochMilli(record.timestamp()))
          instanceof Started started) {
        var pid = started.executor().substring(started.executor().lastIndexOf('-') + 1);
        byProcess
            .computeIfAbsent(Long.valueOf(pid), _ -> new HashMap<>())
            .putIfAbsent(started.id(), now);
      }
    } catch (Undecodable | NumberFormatException _) {
      // not a report of a service of this test bed
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
