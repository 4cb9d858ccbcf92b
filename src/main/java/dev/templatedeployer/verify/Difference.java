package dev.templatedeployer.verify;

import org.jspecify.annotations.Nullable;

/// Something that is not as an honest log, or what follows from it, would be.
///
/// @param sentence what was found where, for people; never quotes a config
/// @param id the deployment or canister, as far as it is known; else null
/// @param version the version at which it shows; null if there is none to name
/// @param field the field that differs, or null if it is no field
/// @param spot the record that shows it, or null if it is the read model
public record Difference(
    Kind kind,
    String sentence,
    @Nullable String id,
    @Nullable Long version,
    @Nullable String field,
    @Nullable Spot spot) {

  /// What sort of thing it is. The names are kept for life.
  public enum Kind {
    /// A record cannot be read.
    UNREADABLE,
    /// The key of a record is not the id in it, or lies in a partition that is not its own.
    WRONG_KEY,
    /// An event is missing before another.
    GAP,
    /// An event has a version that an earlier one had, or comes after a later one.
    REPEATED,
    /// An event carries no hash.
    NO_HASH,
    /// The bytes of an event, or of one before it, are not those that were hashed.
    ALTERED,
    /// An event that no rule could have written where it stands.
    IMPOSSIBLE,
    /// The record store's changelog does not show what the events add up to.
    CHANGELOG,
    /// The read model does not show what the events add up to.
    READ_MODEL
  }
}
