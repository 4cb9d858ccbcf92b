package dev.templatedeployer.verify;

/// Where a record lies in Kafka.
public record Spot(String topic, int partition, long offset) {

  /// As a sentence names it, such as `'deployments.events', partition 3, offset 17`.
  @Override
  public String toString() {
    return "'%s', partition %d, offset %d".formatted(topic, partition, offset);
  }
}
