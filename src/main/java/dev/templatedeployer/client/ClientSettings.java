package dev.templatedeployer.client;

import java.time.Duration;
import java.util.Map;

/// Where a client sends commands and hears replies, and how patient it is.
///
/// @param kafka what the Kafka clients are told, `bootstrap.servers` among it; may hold secrets
/// @param commandTopic the topic it may write commands to
/// @param replyTopic the topic it is answered on: the ordinary one, or one of its own that the
///   service allows
/// @param patience how long it waits for a reply, the time that sending takes included
/// @param mostOutstanding commands that may be without a reply at once
public record ClientSettings(
    Map<String, String> kafka,
    String commandTopic,
    String replyTopic,
    Duration patience,
    int mostOutstanding) {

  public ClientSettings {
    kafka = Map.copyOf(kafka);
    if (mostOutstanding < 1) {
      throw new IllegalArgumentException(
          "A client needs at least 1 outstanding command, and was given %d."
              .formatted(mostOutstanding));
    }
  }

  /// The usual patience, 10 seconds, and at most 10,000 commands without a reply.
  public static ClientSettings of(
      Map<String, String> kafka, String commandTopic, String replyTopic) {
    return new ClientSettings(kafka, commandTopic, replyTopic, Duration.ofSeconds(10), 10_000);
  }

  /// The addresses of the brokers, for sentences.
  String brokers() {
    return kafka.getOrDefault("bootstrap.servers", "an address that nobody gave");
  }

  /// Prints without `kafka`, which may hold passwords.
  @Override
  public String toString() {
    return "commands to '%s' and replies from '%s' at %s"
        .formatted(commandTopic, replyTopic, brokers());
  }
}
