package dev.templatedeployer.verify;

import dev.templatedeployer.verify.Difference.Kind;
import dev.templatedeployer.wire.StoredRecord;
import dev.templatedeployer.wire.Undecodable;
import org.jspecify.annotations.Nullable;

/// Reads the values of the changelog, and says what is wrong with those that cannot be used.
final class ChangelogValues {

  private final Notes notes;
  private final SlimRecords slim = new SlimRecords();

  ChangelogValues(Findings findings) {
    this.notes = new Notes(findings);
  }

  /// What a value shows, or null if that cannot be said.
  ///
  /// @param id the key
  /// @param value null if the deployment was deleted from the store
  Sides.@Nullable Shown shown(Spot spot, String id, byte @Nullable [] value) {
    try {
      StoredRecord stored = Sources.records().decode(value);
      if (stored.record().id().value().equals(id)) {
        return new Sides.Shown(
            stored.record().version(),
            stored.lastEventHash(),
            SlimRecords.digest(slim.encode(stored.record())),
            spot.offset());
      }
      notes.sayOfField(
          Kind.CHANGELOG,
          id,
          stored.record().version(),
          "id",
          spot,
          "The value of '%s' at %s is one of '%s'".formatted(id, spot, stored.record().id()));
    } catch (Undecodable e) {
      notes.say(
          Kind.CHANGELOG,
          id,
          null,
          spot,
          value == null
              ? "The value of '%s' is deleted at %s".formatted(id, spot)
              : "The value of '%s' at %s cannot be read: %s".formatted(id, spot, Notes.of(e)));
    }
    return null;
  }
}
