package dev.templatedeployer.verify;

import dev.templatedeployer.wire.EventHash;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The chain that runs through the events of one deployment or canister: versions 1, 2, 3 … and in
/// each event the hash of the one before and its own bytes.
///
/// After a flaw the chain goes on from what the record claims, so that one flaw is told once and
/// not again with every event that follows.
final class Chain {

  private Chain() {}

  /// What is wrong with an event.
  ///
  /// @param said the rest of a sentence that begins with the event
  record Flaw(Difference.Kind kind, String said) {}

  /// An event taken in.
  ///
  /// @param after how far the chain reaches now
  /// @param isNext whether the event is the one that had to come
  record Step(Link after, boolean isNext, Optional<Flaw> flaw) {}

  /// Takes an event in.
  ///
  /// @param before how far the chain reached
  /// @param version the version that the event says it has
  /// @param value the bytes of the event's record
  /// @param claimed the hash in its header, or null if there is none
  static Step follow(Link before, long version, byte[] value, byte @Nullable [] claimed) {
    long expected = before.version() + 1;
    if (version < expected) {
      return new Step(before, false, Optional.of(repeated(version, before)));
    }
    EventHash computed = before.hash().then(value);
    if (claimed == null || claimed.length != EventHash.BYTES) {
      String said =
          claimed == null
              ? "carries no hash"
              : "carries a hash of %d bytes instead of %d"
                  .formatted(claimed.length, EventHash.BYTES);
      return new Step(
          new Link(version, computed),
          version == expected,
          Optional.of(
              version == expected
                  ? new Flaw(Difference.Kind.NO_HASH, said)
                  : gap(version, expected)));
    }
    EventHash hash = EventHash.of(claimed);
    var after = new Link(version, hash);
    if (version > expected) {
      return new Step(after, false, Optional.of(gap(version, expected)));
    }
    return new Step(after, true, hash.equals(computed) ? Optional.empty() : Optional.of(ALTERED));
  }

  /// The chain after an event that cannot be read, taking it for the one that had to come.
  ///
  /// @param claimed the hash in its header, or null if there is none
  static Link past(Link before, byte @Nullable [] claimed) {
    return new Link(
        before.version() + 1,
        claimed != null && claimed.length == EventHash.BYTES
            ? EventHash.of(claimed)
            : before.hash());
  }

  private static final Flaw ALTERED =
      new Flaw(
          Difference.Kind.ALTERED,
          "does not have the bytes that its hash was made of: it, or the event before it, was altered");

  private static Flaw gap(long version, long expected) {
    return new Flaw(
        Difference.Kind.GAP,
        version == expected + 1
            ? "follows on a gap: version %d is missing before it".formatted(expected)
            : "follows on a gap: versions %d to %d are missing before it"
                .formatted(expected, version - 1));
  }

  private static Flaw repeated(long version, Link before) {
    return new Flaw(
        Difference.Kind.REPEATED,
        version < 1
            ? "has the version %d, and the first is 1".formatted(version)
            : "comes after version %d: it is repeated, or out of order"
                .formatted(before.version()));
  }
}
