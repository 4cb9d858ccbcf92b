package dev.templatedeployer.verify;

import dev.templatedeployer.query.Decoder;
import dev.templatedeployer.wire.RecordCodec;
import dev.templatedeployer.wire.RecordedCanisterEvent;
import dev.templatedeployer.wire.RecordedEvent;
import dev.templatedeployer.wire.Undecodable;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// What a verification reads, and how its values are read.
///
/// @param events the topic of the events of deployments
/// @param changelog the changelog topic of the record store
/// @param canisterEvents the topic of the events of canisters
/// @param eventDecoder reads events of deployments
/// @param canisterEventDecoder reads events of canisters
/// @param partition the partition that a key belongs to, the same in all three topics
public record Sources(
    String events,
    String changelog,
    String canisterEvents,
    Decoder<RecordedEvent> eventDecoder,
    Decoder<RecordedCanisterEvent> canisterEventDecoder,
    ToIntFunction<String> partition) {

  private static final RecordCodec RECORDS = new RecordCodec();

  /// The event in a record's value, or null if it has none.
  @Nullable RecordedEvent event(byte @Nullable [] value) throws Undecodable {
    return value == null ? null : eventDecoder.decode(value);
  }

  /// Reads the values of the changelog.
  static RecordCodec records() {
    return RECORDS;
  }

  int partitionOf(String id) {
    return partition.applyAsInt(id);
  }
}
