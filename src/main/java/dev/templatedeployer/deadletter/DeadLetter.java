package dev.templatedeployer.deadletter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is known of a record that nobody could act upon, without a look at the record itself.
///
/// @param key the key of the record if it is a plain id, else null: it may be anything
/// @param code stable upper-case name of the cause
/// @param sentence the cause for people
/// @param original where the record lies
/// @param at when the broker took the record in
public record DeadLetter(
    LetterId id, @Nullable String key, String code, String sentence, Spot original, Instant at) {

  /// A place on a topic.
  public record Spot(String topic, int partition, long offset) {

    @Override
    public String toString() {
      return "%s-%d:%d".formatted(topic, partition, offset);
    }
  }
}
