package dev.templatedeployer.verify;

import org.jspecify.annotations.Nullable;

/// A record that is not what the events add up to, before it is known in which field.
///
/// @param version the version at which it differs
/// @param offset where the changelog shows it; -1 if it is a row
/// @param slim the record in the row; null if it lies in the changelog, to be read again
@SuppressWarnings("ArrayRecordComponent") // nobody compares two, and nobody changes the bytes
record Suspect(String id, Side side, long version, long offset, byte @Nullable [] slim) {

  /// Who shows it.
  enum Side {
    CHANGELOG("The changelog", Difference.Kind.CHANGELOG),
    READ_MODEL("The read model", Difference.Kind.READ_MODEL);

    final String words;
    final Difference.Kind kind;

    Side(String words, Difference.Kind kind) {
      this.words = words;
      this.kind = kind;
    }
  }

  /// The difference, with no field named.
  Difference unnamed(Sources sources) {
    return new Difference(
        side.kind,
        "%s shows '%s' at version %d otherwise than the events add up to."
            .formatted(side.words, id, version),
        id,
        version,
        null,
        spot(sources));
  }

  /// Where it was read, or null if it is a row.
  @Nullable Spot spot(Sources sources) {
    return offset < 0 ? null : new Spot(sources.changelog(), sources.partitionOf(id), offset);
  }
}
