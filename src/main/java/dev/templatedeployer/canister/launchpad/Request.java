package dev.templatedeployer.canister.launchpad;

import static dev.templatedeployer.canister.Ruling.refuse;

import dev.templatedeployer.canister.Canister;
import dev.templatedeployer.canister.Ruling;
import dev.templatedeployer.identity.Principal;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Who asks something of a launchpad and when, and the answers that do not depend on what.
///
/// @param at when it was taken in; a clock that runs back counts as standing still
record Request(Canister<Launchpad> canister, Principal by, Instant at) {

  private static final int LONGEST_REASON = 500;

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

  /// What `decision` makes of a reason, if there is one that can be kept.
  Ruling<LaunchpadEvent> withReason(
      String verb, @Nullable String reason, Function<String, Ruling<LaunchpadEvent>> decision) {
    if (reason == null || reason.isBlank()) {
      return refuse(
          "REASON_MISSING",
          "Cannot %s %s without a reason. Say why, in at most %d characters."
              .formatted(verb, name(), LONGEST_REASON));
    }
    if (reason.length() > LONGEST_REASON) {
      return refuse(
          "REASON_TOO_LONG",
          "Cannot %s %s: the reason has '%d' characters. Say it in at most %d."
              .formatted(verb, name(), reason.length(), LONGEST_REASON));
    }
    return decision.apply(reason);
  }

  /// That only the owner may do this.
  Ruling<LaunchpadEvent> notOwner(String verb) {
    return refuse(
        "NOT_OWNER",
        "Cannot %s %s: only its owner may, and '%s' is not. Ask as the owner."
            .formatted(verb, name(), by));
  }
}
