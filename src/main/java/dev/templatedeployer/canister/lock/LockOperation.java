package dev.templatedeployer.canister.lock;

import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// What may be asked of a lock. Nothing has checked an operation before the rules see it, so what
/// may not be left out may yet be missing.
public sealed interface LockOperation {

  /// The beneficiary takes what is unlocked.
  ///
  /// @param amount how much of it, or null for all
  record Claim(@Nullable BigInteger amount) implements LockOperation {}

  /// The beneficiary takes everything before its time, and pays the penalty on what is locked.
  record EarlyUnlock() implements LockOperation {}

  /// The owner unlocks everything for the beneficiary.
  record EmergencyRelease(@Nullable String reason) implements LockOperation {}

  /// The beneficiary puts somebody else in its place, for all that is still to be claimed.
  record TransferBeneficiary(@Nullable Principal to) implements LockOperation {}

  /// The owner takes back what is still locked; what is unlocked stays the beneficiary's.
  record Cancel(@Nullable String reason) implements LockOperation {}
}
