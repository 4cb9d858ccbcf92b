package dev.templatedeployer.backlog;

import dev.templatedeployer.domain.TemplateName;
import java.time.Instant;
import java.util.Map;

/// How much work waits for the executors, or why that is not known.
public sealed interface Backlog {

  /// Kafka was asked.
  ///
  /// @param at when
  /// @param records the offsets of each template's work topic that the executors have not
  ///   committed: those of starts that have not ended, and those that the ends of transactions take
  ///   up. So it is zero if nothing waits, and else up to twice as many as what waits
  record Known(Instant at, Map<TemplateName, Long> records) implements Backlog {
    public Known {
      records = Map.copyOf(records);
    }
  }

  /// Kafka did not tell.
  ///
  /// @param sentence why, and what to do
  record Unknown(String sentence) implements Backlog {}
}
