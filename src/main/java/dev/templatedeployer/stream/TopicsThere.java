package dev.templatedeployer.stream;

import java.time.Instant;
import java.util.Optional;

/// Which of the topics that a step writes to are there, as far as was seen a moment ago. Asked on
/// stream threads for each message, so it answers from memory.
public interface TopicsThere {

  /// All are there, and always were.
  TopicsThere ALWAYS =
      new TopicsThere() {
        @Override
        public boolean isMissing(String topic) {
          return false;
        }

        @Override
        public Optional<Instant> backAt(String topic) {
          return Optional.empty();
        }
      };

  /// Whether `topic` is missing.
  boolean isMissing(String topic);

  /// Since when `topic` is there, if what was written to it before is gone.
  Optional<Instant> backAt(String topic);
}
