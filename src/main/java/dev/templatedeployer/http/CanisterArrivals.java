package dev.templatedeployer.http;

import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.query.Answer;
import dev.templatedeployer.query.Position;
import java.time.Duration;
import java.util.Optional;

/// Waits until the read model shows what an operation did to a canister.
///
/// The read model tells when a deployment arrives, and of a canister only when asked; so this asks,
/// each time it has come a little further.
final class CanisterArrivals {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

  private final Services services;
  private final Limits limits;
  private final StopSign stopSign;

  CanisterArrivals(Services services, Limits limits, StopSign stopSign) {
    this.services = services;
    this.limits = limits;
    this.stopSign = stopSign;
  }

  /// The position that the read model had come to when it showed at least `version`, or empty if it
  /// did not in time.
  Optional<Position> await(Principal canister, long version) {
    long end = System.nanoTime() + limits.readYourWrites().toNanos();
    while (true) {
      Answer<Optional<Long>> seen =
          services.canisters().canister(canister, stored -> stored.summary().version());
      if (seen.value().orElse(0L) >= version) {
        return Optional.of(seen.position());
      }
      if (stopSign.isUp() || System.nanoTime() >= end) {
        return Optional.empty();
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_LOOKS);
    } catch (InterruptedException _) {
      throw Interruptions.stopping();
    }
  }
}
