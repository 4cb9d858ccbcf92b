package dev.templatedeployer.backlog;

import dev.templatedeployer.domain.TemplateName;
import java.time.Instant;
import java.util.Map;

/// How much work waits for the executors, or why that is not known.
public sealed interface Backlog {

  /// Kafka was asked.
  ///
  /// @param at when
  /// @param records the offsets of each template's work topic that are committed by nobody, which
  ///   is about the runs that have not ended: a few more, since the ends of transactions take up
  ///   offsets too
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
