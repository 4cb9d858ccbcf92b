package dev.templatedeployer.canister.distribution;

import dev.templatedeployer.canister.vesting.EarlyUnlock;
import dev.templatedeployer.canister.vesting.ScheduleConfig;
import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A distribution as a person wants to see it at one time.
///
/// @param at the time it is seen at; what was funded, claimed, penalised and returned is as it
///   stands
/// @param totalAmount what all participants together get at most
/// @param missing what has to be funded before it can be activated, or null if nothing is missing
/// @param allocated what those who are known as participants are to get
/// @param unlocked what was unlocked for all together by then, claimed or not; exact but for
///   rounding (see [Distribution])
/// @param claimable what all together may claim then, if it is active; exact but for rounding
/// @param remaining what the distribution still holds
/// @param completeBps the share of the total that was paid or lost to early unlocks
/// @param claimants how many were paid at least once
/// @param finished for how many nothing is left
/// @param nextUnlock when more is unlocked, or null if nothing more will be or nobody knows yet
/// @param start from when the schedule counts, or null if the activation will say
/// @param lastUnlock from when on nothing is locked, or null if nobody knows yet
/// @param end from when the owner may take back what nobody claimed, or null for never
/// @param eligibility who may take part, without naming anybody
public record DistributionSummary(
    String title,
    @Nullable String description,
    Distribution.Status status,
    Instant at,
    DistributionConfig.Campaign campaign,
    Principal tokenId,
    Principal owner,
    BigInteger totalAmount,
    BigInteger funded,
    @Nullable BigInteger missing,
    BigInteger allocated,
    BigInteger unlocked,
    BigInteger claimable,
    BigInteger claimed,
    BigInteger penalised,
    BigInteger returned,
    BigInteger remaining,
    int completeBps,
    int participants,
    int claimants,
    int finished,
    int claims,
    @Nullable NextUnlock nextUnlock,
    @Nullable Instant start,
    @Nullable Instant lastUnlock,
    @Nullable Instant end,
    int initialBps,
    ScheduleConfig schedule,
    Eligibility eligibility,
    @Nullable EarlyUnlock earlyUnlock,
    @Nullable ClaimLimit claimLimit,
    boolean allowCancel,
    boolean allowModification,
    @Nullable Instant activatedAt,
    @Nullable Instant pausedAt,
    Instant createdAt,
    Instant updatedAt) {

  /// The first time at which more is unlocked, and how much more for all together.
  public record NextUnlock(Instant at, BigInteger amount) {}

  /// `d` at `at`.
  static DistributionSummary of(Distribution d, Instant at) {
    DistributionConfig config = d.config();
    Totals totals = d.totals();
    return new DistributionSummary(
        config.title(),
        config.description(),
        d.status(),
        at,
        config.campaign(),
        config.tokenId(),
        d.owner(),
        totals.total(),
        totals.funded(),
        d.isOver() || totals.missing().signum() == 0 ? null : totals.missing(),
        totals.allocated(),
        d.unlocked(at),
        d.claimable(at),
        totals.claimed(),
        totals.penalised(),
        totals.returned(),
        totals.remaining(),
        d.completeBps(),
        d.counts().participants(),
        d.counts().claimants(),
        d.counts().finished(),
        d.counts().claims(),
        nextUnlock(d, at),
        d.start(),
        d.lastUnlock().orElse(null),
        d.end(),
        config.initialBps(),
        config.schedule(),
        config.eligibility(),
        config.earlyUnlock(),
        config.claimLimit(),
        config.allowCancel(),
        config.allowModification(),
        d.activatedAt(),
        d.pausedAt(),
        d.createdAt(),
        d.updatedAt());
  }

  private static @Nullable NextUnlock nextUnlock(Distribution d, Instant at) {
    BigInteger now = d.unlocked(at);
    return d.nextUnlock(at)
        .map(next -> new NextUnlock(next, d.unlocked(next).subtract(now)))
        .orElse(null);
  }
}
