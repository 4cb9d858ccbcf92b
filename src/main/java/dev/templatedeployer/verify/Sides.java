package dev.templatedeployer.verify;

import dev.templatedeployer.wire.EventHash;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What is known of one deployment while its events are checked: on one side the log, on the other
/// the record store's changelog. Small, since there is one for each deployment of a slice.
///
/// Belongs to the thread that verifies.
final class Sides {

  /// How far the events reach.
  Link link = Link.NONE;

  /// The offset of the last event that was folded; -1 before the first.
  long offset = -1;

  /// What the events add up to: a slim record while more may come, its digest once it has ended for
  /// good; null before the first event.
  byte @Nullable [] folded;

  /// Whether it has ended for good, so that `folded` is a digest.
  boolean isEnded;

  /// Whether the events make no history any more, so that there is nothing to compare with.
  boolean isBroken;

  /// The last that the changelog shows, or null if it has shown nothing.
  @Nullable Shown changelog;

  /// Whether the last value of the changelog is of no use, which was said.
  boolean isChangelogWrong;

  /// The version that the log had when it was read to its end; 0 if it had no events then.
  long due;

  /// Whether the read model has a row of it.
  boolean hasRow;

  /// A record that somebody shows.
  ///
  /// @param hash the hash of its last event, or null if that is not shown
  /// @param digest of the slim record
  /// @param offset where it was read; -1 if it was in no topic
  @SuppressWarnings("ArrayRecordComponent") // nobody compares two, and nobody changes the bytes
  record Shown(long version, @Nullable EventHash hash, byte[] digest, long offset) {

    /// Whether this is what the events add up to, as far as they have been folded.
    boolean agreesWith(Sides log) {
      return (hash == null || hash.equals(log.link.hash())) && Arrays.equals(digest, log.digest());
    }
  }

  /// SHA-256 of what the events add up to.
  byte[] digest() {
    byte[] present = folded;
    if (present == null) {
      throw new IllegalStateException("No event was folded, so there is no record to compare.");
    }
    return isEnded ? present : SlimRecords.digest(present);
  }

  /// Whether there are events that make a history.
  boolean isFolded() {
    return folded != null && !isBroken;
  }
}
