package dev.templatedeployer.canister.launchpad;

import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What may be asked of a launchpad. Nothing has checked an operation before the rules see it, so
/// what may not be left out may yet be missing.
public sealed interface LaunchpadOperation {

  /// Whoever asks buys for `amount` base units of the purchase token, or for as much of it as the
  /// caps leave room for.
  record Contribute(@Nullable BigInteger amount) implements LaunchpadOperation {}

  /// The owner lets more principals contribute.
  record Whitelist(@Nullable List<Principal> principals) implements LaunchpadOperation {
    public Whitelist {
      principals = principals == null ? null : List.copyOf(principals);
    }
  }

  /// Anybody records what time has made of the launchpad.
  record Advance() implements LaunchpadOperation {}

  /// Anybody settles a sale that has ended, or closes one that was refunded.
  record Finalise() implements LaunchpadOperation {}

  /// A participant takes what is unlocked of its allocation.
  ///
  /// @param participant whose, or null for who asks; the owner may ask for everybody, and the
  ///   tokens go to the participant all the same
  record Claim(@Nullable Principal participant) implements LaunchpadOperation {}

  /// A participant takes back what it contributed to a sale that failed or was cancelled.
  ///
  /// @param participant whose, as for a claim
  record Refund(@Nullable Principal participant) implements LaunchpadOperation {}

  /// The owner calls the sale off.
  record Cancel(@Nullable String reason) implements LaunchpadOperation {}

  /// The owner or an emergency contact stops everything.
  record Pause(@Nullable String reason) implements LaunchpadOperation {}

  /// The owner or an emergency contact lets everything go on.
  record Unpause() implements LaunchpadOperation {}
}
