package dev.templatedeployer.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/// The chatter of Kafka's clients, such as every single attempt to connect. A command says itself,
/// once, what went wrong.
final class KafkaLogging {

  private KafkaLogging() {}

  static void silence() {
    if (LoggerFactory.getLogger("org.apache.kafka") instanceof Logger kafka) {
      kafka.setLevel(Level.OFF);
    }
  }
}
