package dev.templatedeployer.canister.launchpad;

import static dev.templatedeployer.canister.Ruling.refuse;

import dev.templatedeployer.canister.Canister;
import dev.templatedeployer.canister.Ruling;
import dev.templatedeployer.identity.Principal;
import java.time.Instant;
import java.util.List;

/// Who asks something of a launchpad and when, and the answers that do not depend on what.
///
/// @param at when it was taken in; a clock that runs back counts as standing still
record Request(Canister<Launchpad> canister, Principal by, Instant at) {

  Request {
    Instant last = canister.head().updatedAt();
    at = at.isBefore(last) ? last : at;
  }

  /// The launchpad as it stands.
  Launchpad pad() {
    return canister.head();
  }

  /// What sentences call the launchpad.
  String name() {
    return "the launchpad '%s'".formatted(pad().terms().name());
  }

  /// That it is so already.
  static Ruling<LaunchpadEvent> alreadySo() {
    return new Ruling.Accepted<>(List.of());
  }

  /// That only the owner may do this.
  Ruling<LaunchpadEvent> notOwner(String verb) {
    return refuse(
        "NOT_OWNER",
        "Cannot %s %s: only its owner may, and '%s' is not. Ask as the owner."
            .formatted(verb, name(), by));
  }
}
