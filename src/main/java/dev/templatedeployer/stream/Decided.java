package dev.templatedeployer.stream;

import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.wire.StoredRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that a step will do, worked out in full before any of it is done. So a bug while deciding
/// leaves nothing half written.
///
/// @param write the record to store and its bytes, or null if nothing changes
/// @param send what to send, in order
record Decided(@Nullable Write write, List<Outgoing> send) {

  /// Nothing at all.
  static final Decided NOTHING = new Decided(null, List.of());

  Decided {
    send = List.copyOf(send);
  }

  /// This, and `more` sent after it.
  Decided and(Outgoing more) {
    var all = new ArrayList<>(send);
    all.add(more);
    return new Decided(write, all);
  }

  /// A changed record.
  ///
  /// @param key the key in the store
  /// @param value the bytes of `stored`
  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  record Write(byte[] key, byte[] value, StoredRecord stored) {

    /// The record alone.
    DeploymentRecord record() {
      return stored.record();
    }
  }
}
