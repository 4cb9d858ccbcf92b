package dev.templatedeployer.stream;

import dev.templatedeployer.wire.RecordedEvent.Cause;
import java.util.HashMap;
import java.util.Map;

/// How far the inputs of a partition were read, as far as what came of it tells.
final class CauseOffsets {

  private final Map<String, Long> next = new HashMap<>();

  /// Takes note of what brought an event about.
  void note(Cause cause) {
    if (cause.topic() != null) {
      next.merge(cause.topic(), cause.offset() + 1, Math::max);
    }
  }

  /// The offset behind the last record of `topic` that brought an event about; 0 if none did.
  long next(String topic) {
    return next.getOrDefault(topic, 0L);
  }
}
