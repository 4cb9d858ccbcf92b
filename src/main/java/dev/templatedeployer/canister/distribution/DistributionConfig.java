package dev.templatedeployer.canister.distribution;

import dev.templatedeployer.canister.vesting.EarlyUnlock;
import dev.templatedeployer.canister.vesting.ScheduleConfig;
import dev.templatedeployer.canister.vesting.UnlockPlan;
import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a distribution is to be, as its sender wrote it. [DistributionRules] says what is wrong
/// with it.
///
/// @param description what it is for, or null
/// @param tokenId which token
/// @param totalAmount what all participants together get at most, in base units
/// @param start from when the schedule counts, or null for when the distribution is activated
/// @param end from when the owner may take back what nobody claimed, or null for never
/// @param schedule when which part of everybody's amount is unlocked
/// @param initialBps the share that is unlocked at the start
/// @param allowCancel whether the owner may take back what is not claimed at any time
/// @param allowModification whether the owner may pause it, and add recipients once it is active
/// @param earlyUnlock what it costs a participant to take everything before its time, or null if
///   that is not possible
/// @param claimLimit how often a participant may claim, or null for as often as it likes
public record DistributionConfig(
    String title,
    @Nullable String description,
    Principal tokenId,
    Campaign campaign,
    BigInteger totalAmount,
    Eligibility eligibility,
    @Nullable Instant start,
    @Nullable Instant end,
    ScheduleConfig schedule,
    int initialBps,
    boolean allowCancel,
    boolean allowModification,
    @Nullable EarlyUnlock earlyUnlock,
    @Nullable ClaimLimit claimLimit) {

  /// What a distribution is for. It changes nothing in how it works.
  public enum Campaign {
    /// A gift to many.
    AIRDROP,
    /// What people earn over time.
    VESTING,
    /// What people have to wait for.
    LOCK,
    /// What a sale owes its buyers.
    LAUNCHPAD
  }

  /// When which part of `allocation` is unlocked.
  UnlockPlan plan(BigInteger allocation, Instant startsAt) {
    return schedule.plan(initialBps, allocation, startsAt);
  }

  /// The same without the recipients themselves: as much of it as an operation needs.
  DistributionConfig withoutRecipients() {
    return new DistributionConfig(
        title,
        description,
        tokenId,
        campaign,
        totalAmount,
        eligibility.withoutRecipients(),
        start,
        end,
        schedule,
        initialBps,
        allowCancel,
        allowModification,
        earlyUnlock,
        claimLimit);
  }
}
