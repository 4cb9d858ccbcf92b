package dev.templatedeployer.backlog;

/// Tells how much work waits. May be called from many threads at once.
@FunctionalInterface
public interface Backlogs {

  /// The backlog as it was a moment ago at most. Waits for Kafka, but only for a few seconds.
  Backlog now();
}
