package dev.templatedeployer.end2end;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.wire.BuiltInSchemaIds;
import dev.templatedeployer.wire.CommandCodec;
import dev.templatedeployer.wire.CommandMessage;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// A backend as it should be: it sends again what the broker did not acknowledge, which is
/// harmless.
///
/// @param topic the topic of its commands
record ResendingBackend(String bootstrap, String topic) {

  private static final int MOST_ROUNDS = 5;

  /// Sends `commands`, in order but for what is sent again.
  void send(List<CommandMessage> commands) {
    var codec = new CommandCodec(new BuiltInSchemaIds());
    var unsent = new ArrayDeque<ProducerRecord<String, byte[]>>();
    for (CommandMessage command : commands) {
      unsent.add(new ProducerRecord<>(topic, command.id().value(), codec.encode(command)));
    }
    try (var producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", bootstrap,
                "request.timeout.ms", 5_000,
                "delivery.timeout.ms", 10_000),
            new StringSerializer(),
            new ByteArraySerializer())) {
      for (int round = 1; !unsent.isEmpty(); round++) {
        assertThat(round).as("rounds of sending").isLessThan(MOST_ROUNDS);
        unsent = new ArrayDeque<>(refused(producer, unsent));
      }
    }
  }

  private static ConcurrentLinkedQueue<ProducerRecord<String, byte[]>> refused(
      KafkaProducer<String, byte[]> producer, Iterable<ProducerRecord<String, byte[]>> commands) {
    var refused = new ConcurrentLinkedQueue<ProducerRecord<String, byte[]>>();
    for (ProducerRecord<String, byte[]> command : commands) {
      var _ =
          producer.send(
              command,
              (_, error) -> {
                if (error != null) {
                  refused.add(command);
                }
              });
    }
    producer.flush();
    return refused;
  }
}
