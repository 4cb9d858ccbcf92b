package dev.templatedeployer.replay.driving;

import java.util.List;

/// The topic of the replays, to be written to.
@FunctionalInterface
interface ReplayLog {

  /// Writes `lines` one after the other.
  ///
  /// @return the offset of each
  /// @throws LogTrouble if that is not certain to have been done
  List<Long> append(List<Line> lines) throws LogTrouble, InterruptedException;

  /// A record of the topic.
  ///
  /// @param key the replay id
  /// @param value the event
  /// @param hash the link of the chain of its replay, which says what its writer had seen
  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  record Line(byte[] key, byte[] value, byte[] hash) {}
}
