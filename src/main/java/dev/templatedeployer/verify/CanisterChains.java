package dev.templatedeployer.verify;

import dev.templatedeployer.verify.Difference.Kind;
import dev.templatedeployer.wire.RecordedCanisterEvent;
import dev.templatedeployer.wire.Undecodable;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Follows the chains of the events of canisters. What they add up to is not compared with
/// anything.
///
/// Belongs to the thread that verifies.
final class CanisterChains {

  private final Sources sources;
  private final Findings findings;
  private final Notes notes;
  private final Map<String, Link> canisters = new HashMap<>();

  CanisterChains(Sources sources, Findings findings) {
    this.sources = sources;
    this.findings = findings;
    this.notes = new Notes(findings);
  }

  /// Takes in an event.
  ///
  /// @param hash the hash in its header, or null if there is none
  void event(Spot spot, byte @Nullable [] key, byte @Nullable [] value, byte @Nullable [] hash) {
    findings.checked(1, 0, 0);
    String name = EventFold.id(key);
    RecordedCanisterEvent event = read(spot, name, value);
    if (event == null || value == null) {
      canisters.put(name, Chain.past(canisters.getOrDefault(name, Link.NONE), hash));
      return;
    }
    String id = event.canisterId().text();
    String words =
        "The event %s of the canister '%s', version %d at %s,"
            .formatted(event.type(), id, event.version(), spot);
    if (!id.equals(name)) {
      notes.say(
          Kind.WRONG_KEY, id, event.version(), spot, "%s has the key '%s'".formatted(words, name));
    }
    Chain.Step step =
        Chain.follow(canisters.getOrDefault(id, Link.NONE), event.version(), value, hash);
    step.flaw()
        .ifPresent(flaw ->
            notes.say(
                flaw.kind(), id, event.version(), spot, "%s %s".formatted(words, flaw.said())));
    canisters.put(id, step.after());
  }

  /// Says that there is no more to come.
  void finish() {
    findings.checked(0, 0, canisters.size());
  }

  private @Nullable RecordedCanisterEvent read(Spot spot, String key, byte @Nullable [] value) {
    try {
      if (value != null) {
        return sources.canisterEventDecoder().decode(value);
      }
    } catch (Undecodable e) {
      notes.say(
          Kind.UNREADABLE,
          key,
          null,
          spot,
          "The event of the canister '%s' at %s cannot be read: %s"
              .formatted(key, spot, Notes.of(e)));
      return null;
    }
    notes.say(
        Kind.UNREADABLE,
        key,
        null,
        spot,
        "The event of the canister '%s' at %s has no value".formatted(key, spot));
    return null;
  }
}
