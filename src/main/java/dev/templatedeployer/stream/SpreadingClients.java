package dev.templatedeployer.stream;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;

/// The clients of the topology, of which the consumers of its threads assign tasks by
/// [SpreadingAssignor].
final class SpreadingClients extends DefaultKafkaClientSupplier {

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    var own = new HashMap<>(config);
    own.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, SpreadingAssignor.class.getName());
    return super.getConsumer(own);
  }
}
