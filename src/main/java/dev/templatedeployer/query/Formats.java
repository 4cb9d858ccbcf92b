package dev.templatedeployer.query;

import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.wire.RecordedCanisterEvent;
import dev.templatedeployer.wire.RecordedEvent;
import dev.templatedeployer.wire.Undecodable;

/// How bytes are read: the events as they stand on their topics and in their tables, and the
/// records in theirs.
public record Formats(
    Decoder<RecordedEvent> events,
    Decoder<RecordedCanisterEvent> canisterEvents,
    RecordFormat records) {

  /// A record out of the table.
  DeploymentRecord record(byte[] stored) {
    return stored(records::decode, stored);
  }

  /// A value out of a table, which was decoded once already before it came in.
  static <E> E stored(Decoder<E> decoder, byte[] stored) {
    try {
      return decoder.decode(stored);
    } catch (Undecodable e) {
      throw new IllegalStateException(
          "The read model holds bytes that can no longer be read: %s Delete its file to rebuild it."
              .formatted(e.getMessage()),
          e);
    }
  }
}
