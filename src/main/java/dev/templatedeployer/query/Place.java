package dev.templatedeployer.query;

/// Where in the logs an event stands.
public record Place(LogPartition partition, long offset) {

  /// As people write it, such as `d3:1207`.
  @Override
  public String toString() {
    return partition + ":" + offset;
  }
}
