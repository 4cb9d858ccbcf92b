package dev.templatedeployer.bench;

import dev.templatedeployer.topics.BrokerTrouble;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/// The Kafka clients of a benchmark.
public interface BenchClients {

  /// The names of all topics that there are.
  Set<String> topics() throws BrokerTrouble, InterruptedException;

  /// A producer that loses nothing.
  Producer<byte[], byte[]> producer();

  /// A consumer without a group that sees only what was committed.
  Consumer<byte[], byte[]> consumer();
}
