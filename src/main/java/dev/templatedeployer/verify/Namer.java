package dev.templatedeployer.verify;

import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.domain.DeploymentRecords;
import dev.templatedeployer.explain.FieldChange;
import dev.templatedeployer.explain.RecordFields;
import dev.templatedeployer.verify.Suspect.Side;
import dev.templatedeployer.wire.EventHash;
import dev.templatedeployer.wire.RecordedEvent;
import dev.templatedeployer.wire.StoredRecord;
import dev.templatedeployer.wire.Undecodable;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Names the field in which each of a few records differs from what the events add up to. Needs the
/// events and the changelog of their partitions once more, since only digests were kept.
final class Namer {

  private static final int MOST_OF_A_VALUE = 100;

  private final Sources sources;
  private final List<Suspect> suspects;
  private final Set<String> ids;
  private final SlimRecords slim = new SlimRecords();
  private final Map<String, DeploymentRecord> folds = new HashMap<>();
  private final Map<Suspect, Folded> expected = new LinkedHashMap<>();
  private final Map<Suspect, StoredRecord> shown = new HashMap<>();

  private record Folded(DeploymentRecord record, Spot spot, @Nullable EventHash hash) {}

  Namer(Sources sources, List<Suspect> suspects) {
    this.sources = sources;
    this.suspects = suspects;
    this.ids = suspects.stream().map(Suspect::id).collect(Collectors.toSet());
  }

  /// Takes in an event.
  ///
  /// @param hash the hash in its header, or null if there is none
  void event(Spot spot, byte @Nullable [] key, byte @Nullable [] value, byte @Nullable [] hash) {
    String id = EventFold.id(key);
    if (!ids.contains(id)) {
      return;
    }
    try {
      RecordedEvent recorded = sources.event(value);
      DeploymentRecord before = folds.get(id);
      long version = before == null ? 0 : before.version();
      if (recorded == null || recorded.version() != version + 1) {
        return; // what is wrong with it was said
      }
      DeploymentRecord after = DeploymentRecords.evolve(before, recorded.event());
      folds.put(id, after);
      suspects.stream()
          .filter(suspect -> suspect.id().equals(id) && suspect.version() == after.version())
          .forEach(suspect -> expected.put(suspect, new Folded(after, spot, hash(hash))));
    } catch (Undecodable | IllegalStateException _) {
      // was said when it was read the first time
    }
  }

  /// Takes in a value of the changelog.
  void changelog(Spot spot, byte @Nullable [] key, byte @Nullable [] value) {
    String id = EventFold.id(key);
    for (Suspect suspect : suspects) {
      if (suspect.id().equals(id)
          && suspect.side() == Side.CHANGELOG
          && suspect.offset() == spot.offset()) {
        try {
          shown.put(suspect, Sources.records().decode(value));
        } catch (Undecodable _) {
          // cannot be: it was read the first time
        }
      }
    }
  }

  /// Notes every suspect as a difference, with the field if it can be named.
  void name(Findings findings) {
    for (Suspect suspect : suspects) {
      Folded folded = expected.get(suspect);
      findings.add(folded == null ? suspect.unnamed(sources) : named(suspect, folded));
    }
  }

  private Difference named(Suspect suspect, Folded folded) {
    byte[] row = suspect.slim();
    StoredRecord stored = shown.get(suspect);
    DeploymentRecord record =
        row != null ? slim.decode(row) : stored == null ? null : stored.record();
    if (record == null) {
      return suspect.unnamed(sources); // a later value has taken its place meanwhile
    }
    List<FieldChange> changes = RecordFields.changes(folded.record(), record);
    if (!changes.isEmpty()) {
      return difference(suspect, folded, changes.getFirst());
    }
    return stored == null
        ? suspect.unnamed(sources)
        : difference(
            suspect,
            folded,
            new FieldChange(
                "lastEventHash", String.valueOf(folded.hash()), stored.lastEventHash().toString()));
  }

  private Difference difference(Suspect suspect, Folded folded, FieldChange change) {
    Spot spot = suspect.spot(sources);
    return new Difference(
        suspect.side().kind,
        "%s shows '%s' at version %d with '%s' %s, and by the log it is %s (%s)."
            .formatted(
                spot == null ? suspect.side().words : "The changelog at %s".formatted(spot),
                suspect.id(),
                suspect.version(),
                change.field(),
                quoted(change.after()),
                quoted(change.before()),
                folded.spot()),
        suspect.id(),
        suspect.version(),
        change.field(),
        spot == null ? folded.spot() : spot);
  }

  private static @Nullable EventHash hash(byte @Nullable [] header) {
    return header != null && header.length == EventHash.BYTES ? EventHash.of(header) : null;
  }

  private static String quoted(@Nullable String value) {
    if (value == null) {
      return "left out";
    }
    return value.length() <= MOST_OF_A_VALUE
        ? "'%s'".formatted(value)
        : "'%s…'".formatted(value.substring(0, MOST_OF_A_VALUE));
  }
}
