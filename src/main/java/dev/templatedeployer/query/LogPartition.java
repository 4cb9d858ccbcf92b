package dev.templatedeployer.query;

import java.util.Comparator;

/// A partition of a log.
public record LogPartition(EventLog log, int partition) implements Comparable<LogPartition> {

  private static final Comparator<LogPartition> ORDER =
      Comparator.comparing(LogPartition::log).thenComparingInt(LogPartition::partition);

  @Override
  public int compareTo(LogPartition other) {
    return ORDER.compare(this, other);
  }

  /// As people write it, such as `d3`.
  @Override
  public String toString() {
    return log.letter() + partition;
  }
}
