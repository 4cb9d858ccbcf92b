package dev.templatedeployer.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.domain.DeploymentRecords;
import dev.templatedeployer.domain.Status;
import dev.templatedeployer.verify.Difference.Kind;
import dev.templatedeployer.wire.RecordedEvent;
import dev.templatedeployer.wire.Undecodable;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Follows the chains of the events of deployments and folds them, one event after the other.
final class EventFold {

  private final Sources sources;
  private final Findings findings;
  private final Notes notes;
  private final SlimRecords slim = new SlimRecords();

  EventFold(Sources sources, Findings findings) {
    this.sources = sources;
    this.findings = findings;
    this.notes = new Notes(findings);
  }

  /// Takes in an event.
  ///
  /// @param hash the hash in its header, or null if there is none
  /// @param deployments finds what is known of a deployment
  /// @return the id of the deployment that it took a step further, or empty if it took none
  Optional<String> take(
      Spot spot,
      String key,
      byte @Nullable [] value,
      byte @Nullable [] hash,
      Function<String, Sides> deployments) {
    findings.checked(1, 0, 0);
    RecordedEvent recorded = read(spot, key, value);
    if (recorded == null || value == null) {
      pass(deployments.apply(key), hash);
      return Optional.empty();
    }
    checkKey(spot, key, recorded);
    Sides sides = deployments.apply(recorded.id().value());
    Chain.Step step = Chain.follow(sides.link, recorded.version(), value, hash);
    step.flaw()
        .ifPresent(flaw ->
            say(
                flaw.kind(),
                recorded,
                spot,
                "%s %s".formatted(words(recorded, spot), flaw.said())));
    if (step.after().equals(sides.link)) {
      return Optional.empty();
    }
    sides.link = step.after();
    sides.isBroken |= !step.isNext();
    if (!sides.isBroken) {
      fold(sides, recorded, spot);
    }
    return Optional.of(recorded.id().value());
  }

  private @Nullable RecordedEvent read(Spot spot, String key, byte @Nullable [] value) {
    try {
      RecordedEvent event = sources.event(value);
      if (event == null) {
        notes.say(
            Kind.UNREADABLE,
            key,
            null,
            spot,
            "The event of '%s' at %s has no value".formatted(key, spot));
      }
      return event;
    } catch (Undecodable e) {
      notes.say(
          Kind.UNREADABLE,
          key,
          null,
          spot,
          "The event of '%s' at %s cannot be read: %s".formatted(key, spot, Notes.of(e)));
      return null;
    }
  }

  /// What cannot be read counts as the event that had to come, so that those after it are not found
  /// wanting too.
  private static void pass(Sides sides, byte @Nullable [] hash) {
    sides.link = Chain.past(sides.link, hash);
    sides.isBroken = true;
  }

  private void checkKey(Spot spot, String key, RecordedEvent recorded) {
    String id = recorded.id().value();
    if (!id.equals(key)) {
      say(
          Kind.WRONG_KEY,
          recorded,
          spot,
          "%s has the key '%s'".formatted(words(recorded, spot), key));
    } else if (spot.partition() != sources.partitionOf(id)) {
      say(
          Kind.WRONG_KEY,
          recorded,
          spot,
          "%s belongs in partition %d".formatted(words(recorded, spot), sources.partitionOf(id)));
    }
  }

  private void fold(Sides sides, RecordedEvent recorded, Spot spot) {
    try {
      if (sides.isEnded) {
        throw new IllegalStateException("The deployment had ended for good before it.");
      }
      byte[] before = sides.folded;
      DeploymentRecord record =
          DeploymentRecords.evolve(before == null ? null : slim.decode(before), recorded.event());
      byte[] after = slim.encode(record);
      sides.isEnded = hasEndedForGood(record);
      sides.folded = sides.isEnded ? SlimRecords.digest(after) : after;
      sides.offset = spot.offset();
    } catch (IllegalStateException e) {
      sides.isBroken = true;
      say(
          Kind.IMPOSSIBLE,
          recorded,
          spot,
          "%s cannot follow what came before it: %s".formatted(words(recorded, spot), Notes.of(e)));
    }
  }

  /// No rule has anything happen to a deployment after that; a failed one may be retried, and a
  /// cancelled one may yet turn out to have succeeded.
  private static boolean hasEndedForGood(DeploymentRecord record) {
    return record.status() == Status.COMPLETED;
  }

  private void say(Kind kind, RecordedEvent recorded, Spot spot, String sentence) {
    notes.say(kind, recorded.id().value(), recorded.version(), spot, sentence);
  }

  private static String words(RecordedEvent recorded, Spot spot) {
    return "The event %s of '%s', version %d at %s,"
        .formatted(
            recorded.event().getClass().getSimpleName(), recorded.id(), recorded.version(), spot);
  }

  /// The id that a key is, empty if there is none.
  static String id(byte @Nullable [] key) {
    return key == null ? "" : new String(key, UTF_8);
  }
}
