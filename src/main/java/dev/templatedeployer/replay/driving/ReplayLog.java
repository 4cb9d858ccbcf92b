package dev.templatedeployer.replay.driving;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The topic of the replays: one order of all that happened to any of them.
interface ReplayLog {

  /// Writes `lines` one after the other.
  ///
  /// @return the offset of each
  /// @throws LogTrouble if that is not certain to have been done
  List<Long> append(List<Line> lines) throws LogTrouble, InterruptedException;

  /// The offset after the last record that is there now, whoever wrote it.
  ///
  /// @throws LogTrouble if the broker does not say in time
  long end() throws LogTrouble, InterruptedException;

  /// Reads some of it again.
  ///
  /// @param first the offset of the first record
  /// @param last that of the last; both have to be there
  /// @throws LogTrouble if it cannot be read in time
  void read(long first, long last, Reader reader) throws LogTrouble, InterruptedException;

  /// Takes records.
  @FunctionalInterface
  interface Reader {
    /// Takes one record.
    void take(long offset, byte @Nullable [] key, byte @Nullable [] value, byte @Nullable [] hash);
  }

  /// A record of the topic, to be written.
  ///
  /// @param key the replay id
  /// @param value the event
  /// @param hash the link of the chain of its replay, which says what its writer had seen
  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  record Line(byte[] key, byte[] value, byte[] hash) {}
}
