package dev.templatedeployer.verify;

import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.query.DeploymentRow;
import dev.templatedeployer.query.DeploymentSummary;
import dev.templatedeployer.verify.Difference.Kind;
import dev.templatedeployer.verify.Suspect.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Compares the events of some partitions with what the changelog and the read model show of them.
///
/// The service works on while this reads, so neither side stands still. Whoever reads for it brings
///
/// 1. the changelog up to an end that was taken first, and then the events up to theirs;
/// 2. after [#eventsAreRead], more of the changelog while [#awaitsChangelog], since the decision
///    that wrote those events wrote a value too, in the same transaction;
/// 3. more events while [#awaitsEvents], since a value is shown that they have not come to yet;
/// 4. the rows of the read model, which must have come at least as far as the events that were
///    read;
/// 5. after [#rowsAreRead], the events up to where the read model had come with those rows.
///
/// A value and the events are compared at the moment at which both have one version, whichever
/// comes first; so it does not matter who is ahead, and nothing is compared that was never meant to
/// be equal. What was awaited and did not come is a difference. Keeps a few hundred bytes for each
/// deployment and no config. Belongs to the thread that verifies.
final class SliceCheck {

  private final Sources sources;
  private final @Nullable String only;
  private final Findings findings;
  private final Notes notes;
  private final EventFold fold;
  private final ChangelogValues values;
  private final SlimRecords slim = new SlimRecords();
  private final Map<String, Sides> deployments = new HashMap<>();
  private final Set<String> awaitingChangelog = new HashSet<>();
  private final Set<String> awaitingEvents = new HashSet<>();
  private final Map<String, Suspect> rowsAhead = new HashMap<>();
  private final List<Suspect> suspects = new ArrayList<>();
  private boolean eventsAreRead;

  /// @param only the id of the one deployment to check, or null for all
  SliceCheck(Sources sources, @Nullable String only, Findings findings) {
    this.sources = sources;
    this.only = only;
    this.findings = findings;
    this.notes = new Notes(findings);
    this.fold = new EventFold(sources, findings);
    this.values = new ChangelogValues(findings);
  }

  /// Takes in a value of the changelog.
  ///
  /// @param value null if the deployment was deleted from the store
  void changelog(Spot spot, byte @Nullable [] key, byte @Nullable [] value) {
    String id = EventFold.id(key);
    if (isPassedOver(id) || (eventsAreRead && !deployments.containsKey(id))) {
      return; // the latter came about after the events were read
    }
    Sides sides = deployments.computeIfAbsent(id, _ -> new Sides());
    Sides.Shown shown = values.shown(spot, id, value);
    sides.changelog = shown;
    sides.isChangelogWrong = shown == null;
    if (shown == null || sides.isBroken) {
      awaitingChangelog.remove(id);
      awaitingEvents.remove(id);
      return;
    }
    if (shown.version() == sides.link.version()) {
      compareWithChangelog(id, sides, shown);
    }
    if (eventsAreRead && shown.version() >= sides.due) {
      awaitingChangelog.remove(id);
      if (shown.version() > sides.link.version()) {
        awaitingEvents.add(id);
      }
    }
  }

  /// Takes in an event.
  ///
  /// @param hash the hash in its header, or null if there is none
  void event(Spot spot, byte @Nullable [] key, byte @Nullable [] value, byte @Nullable [] hash) {
    String name = EventFold.id(key);
    if (!isPassedOver(name)) {
      fold.take(spot, name, value, hash, id -> deployments.computeIfAbsent(id, _ -> new Sides()))
          .ifPresent(this::reached);
    }
  }

  /// Says that the events were read up to an end that was taken after that of the changelog.
  void eventsAreRead() {
    eventsAreRead = true;
    deployments.forEach((id, sides) -> {
      sides.due = sides.link.version();
      if (sides.isBroken || sides.isChangelogWrong) {
        return;
      }
      Sides.Shown changelog = sides.changelog;
      long shown = changelog == null ? 0 : changelog.version();
      if (shown < sides.due) {
        awaitingChangelog.add(id);
      } else if (shown > sides.due) {
        awaitingEvents.add(id);
      }
    });
  }

  /// Whether the changelog has yet to show what the events came to.
  boolean awaitsChangelog() {
    return !awaitingChangelog.isEmpty();
  }

  /// Whether the events have yet to come to what the changelog shows.
  boolean awaitsEvents() {
    return !awaitingEvents.isEmpty();
  }

  /// Takes in a row of the read model, which has come at least as far as the events.
  void row(DeploymentRow row) {
    String id = row.id();
    if (isPassedOver(id)) {
      return;
    }
    Sides sides = deployments.get(id);
    if (sides != null) {
      sides.hasRow = true;
    }
    DeploymentRecord record = row.record();
    DeploymentSummary summary = row.summary();
    if (record == null || summary == null) {
      notes.sayOfField(
          Kind.READ_MODEL,
          id,
          null,
          record == null ? "record" : null,
          null,
          "The row of '%s' in the read model cannot be read".formatted(id));
      return;
    }
    RowCheck.contradiction(summary, row.events(), record)
        .ifPresent(column -> sayContradiction(id, record.version(), column));
    var shown = new Suspect(id, Side.READ_MODEL, record.version(), -1, slim.encode(record));
    if (sides == null || record.version() > sides.link.version()) {
      rowsAhead.put(id, shown);
    } else {
      compareWithRow(sides, shown);
    }
  }

  /// Says that all rows were brought.
  void rowsAreRead() {
    deployments.forEach((id, sides) -> {
      if (!sides.hasRow && sides.folded != null) {
        notes.say(
            Kind.READ_MODEL,
            id,
            sides.link.version(),
            new Spot(sources.events(), sources.partitionOf(id), sides.offset),
            "The read model has no row of '%s', which has %d events by the log"
                .formatted(id, sides.link.version()));
      }
    });
  }

  /// Says that there is no more to come, and notes as a difference all that did not come.
  ///
  /// @return what differs in a field that is not known yet, to be named by a [Namer]
  List<Suspect> finish() {
    awaitingChangelog.forEach(this::neverInChangelog);
    awaitingEvents.forEach(this::neverInLog);
    rowsAhead.values().forEach(this::neverInLog);
    findings.checked(
        0, deployments.values().stream().filter(sides -> sides.link.version() > 0).count(), 0);
    return List.copyOf(suspects);
  }

  private boolean isPassedOver(String id) {
    return only != null && !only.equals(id);
  }

  private void reached(String id) {
    Sides sides = deployments.computeIfAbsent(id, _ -> new Sides());
    Sides.Shown changelog = sides.changelog;
    if (changelog != null && changelog.version() <= sides.link.version()) {
      awaitingEvents.remove(id);
      if (changelog.version() == sides.link.version()) {
        compareWithChangelog(id, sides, changelog);
      }
    }
    Suspect row = rowsAhead.get(id);
    if (row != null && row.version() <= sides.link.version()) {
      rowsAhead.remove(id);
      compareWithRow(sides, row);
    }
  }

  private void compareWithChangelog(String id, Sides sides, Sides.Shown shown) {
    if (sides.isFolded() && !shown.agreesWith(sides)) {
      suspect(new Suspect(id, Side.CHANGELOG, shown.version(), shown.offset(), null));
    }
  }

  private void compareWithRow(Sides sides, Suspect row) {
    byte[] record = row.slim();
    if (!sides.isFolded() || record == null) {
      return;
    }
    if (row.version() < sides.link.version()) {
      notes.sayOfField(
          Kind.READ_MODEL,
          row.id(),
          row.version(),
          "version",
          null,
          "The read model shows '%s' at version %d, although it has read the log up to version %d"
              .formatted(row.id(), row.version(), sides.link.version()));
    } else if (!Arrays.equals(SlimRecords.digest(record), sides.digest())) {
      suspect(row);
    }
  }

  private void suspect(Suspect suspect) {
    if (findings.hasRoom() && suspects.size() < Findings.MOST_LISTED) {
      suspects.add(suspect);
    } else {
      findings.add(suspect.unnamed(sources));
    }
  }

  private void neverInChangelog(String id) {
    Sides sides = deployments.get(id);
    if (sides == null || sides.isBroken) {
      return;
    }
    Sides.Shown shown = sides.changelog;
    notes.say(
        Kind.CHANGELOG,
        id,
        sides.due,
        new Spot(sources.events(), sources.partitionOf(id), sides.offset),
        shown == null
            ? "The changelog '%s' has no value of '%s', which has %d events by the log"
                .formatted(sources.changelog(), id, sides.due)
            : "The changelog '%s' shows '%s' at version %d, and the log has come to version %d"
                .formatted(sources.changelog(), id, shown.version(), sides.due));
  }

  private void neverInLog(String id) {
    Sides sides = deployments.get(id);
    Sides.Shown shown = sides == null ? null : sides.changelog;
    if (sides != null && shown != null && !sides.isBroken) {
      notes.say(
          Kind.CHANGELOG,
          id,
          shown.version(),
          new Spot(sources.changelog(), sources.partitionOf(id), shown.offset()),
          "The changelog '%s' shows '%s' at version %d, and the log %s"
              .formatted(sources.changelog(), id, shown.version(), endOfLog(sides)));
    }
  }

  private void neverInLog(Suspect row) {
    Sides sides = deployments.getOrDefault(row.id(), new Sides());
    if (!sides.isBroken) {
      notes.say(
          Kind.READ_MODEL,
          row.id(),
          row.version(),
          null,
          "The read model shows '%s' at version %d, and the log %s"
              .formatted(row.id(), row.version(), endOfLog(sides)));
    }
  }

  private static String endOfLog(Sides sides) {
    return sides.link.version() == 0
        ? "has no event of it"
        : "ends at version %d".formatted(sides.link.version());
  }

  private void sayContradiction(String id, long version, RowCheck.Column column) {
    notes.sayOfField(
        Kind.READ_MODEL,
        id,
        version,
        column.name(),
        null,
        "The row of '%s' in the read model contradicts its own record at version %d: '%s' is '%s' and should be '%s'"
            .formatted(id, version, column.name(), column.says(), column.recordSays()));
  }
}
