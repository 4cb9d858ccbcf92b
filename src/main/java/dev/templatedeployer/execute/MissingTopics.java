package dev.templatedeployer.execute;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;

/// The work topics that do not exist. They were there when the service started, so somebody has
/// deleted them.
///
/// Owned by the thread of [WorkConsumer].
final class MissingTopics {

  private static final long INTERVAL = Duration.ofSeconds(2).toNanos();
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Consumer<String, byte[]> consumer;
  private final List<String> topics;
  private final Time time;
  private Collection<String> missing = List.of();
  private long lastNanos;

  MissingTopics(Consumer<String, byte[]> consumer, Collection<String> topics, Time time) {
    this.consumer = consumer;
    this.topics = List.copyOf(topics);
    this.time = time;
    this.lastNanos = time.nanos() - INTERVAL;
  }

  /// Looks which are missing, if the last time was a while ago. The consumer knows of those that
  /// are there, so that brokers are asked only for the others.
  void look() {
    if (time.nanos() - lastNanos < INTERVAL) {
      return;
    }
    lastNanos = time.nanos();
    var found = new TreeSet<String>();
    try {
      for (String topic : topics) {
        if (consumer.partitionsFor(topic, PATIENCE).isEmpty()) {
          found.add(topic);
        }
      }
    } catch (KafkaException _) {
      return; // nothing new is known; that the brokers do not answer is said elsewhere
    }
    missing = found;
  }

  /// Which topics are missing and what to do, as a sentence; empty if all are there.
  Optional<String> problem() {
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "No work comes from '%s', which Kafka does not have. Make it again with './deployer topics apply'."
                .formatted(String.join("', '", missing)));
  }
}
