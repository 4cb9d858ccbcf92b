package dev.templatedeployer.canister.distribution;

import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A distribution as it stands: the fold of its events, without its participants, each of which is
/// a [Participant] in a row of its own.
///
/// What is said here of all participants together comes from the totals, never from a pass over the
/// rows. All follow one schedule, so what it unlocks for them together is what it would unlock for
/// one who holds it all. From the last event on, that is exact before the start and from the last
/// unlock on. In between every participant's amount is rounded for itself, so the sum over all of
/// them differs by less than one base unit for each part of the schedule (initial unlock, cliff,
/// every step, the rest) and each participant. For times before the last event it is what it would
/// have been with the participants and payments of today.
///
/// @param config as it was created, without its recipients
/// @param start from when the schedule counts, or null if that is yet to be decided by the
///   activation
/// @param end from when the owner may take back what nobody claimed, or null for never
/// @param activatedAt or null if it was not yet
/// @param pausedAt since when it is paused, or null if it is not
/// @param createdAt when the deployment was accepted
/// @param updatedAt when the last event was decided
public record Distribution(
    DistributionConfig config,
    Principal owner,
    Status status,
    Totals totals,
    Counts counts,
    @Nullable Instant start,
    @Nullable Instant end,
    @Nullable Instant activatedAt,
    @Nullable Instant pausedAt,
    Instant createdAt,
    Instant updatedAt) {

  /// The word for where a distribution stands.
  public enum Status {
    /// It is being prepared: nothing can be claimed before it is funded and activated.
    CREATED,
    /// Participants claim what the schedule unlocks.
    ACTIVE,
    /// The owner holds all claims up. The schedule goes on.
    PAUSED,
    /// It is over. Nothing is left, or the owner took back what nobody claimed in time.
    COMPLETED,
    /// The owner took back what was not claimed.
    CANCELLED
  }

  /// Whether whoever comes may register.
  public boolean isOpen() {
    return config.eligibility().kind() == Eligibility.Kind.OPEN;
  }

  /// Whether the recipients are on a list that lies elsewhere.
  public boolean isByReference() {
    return config.eligibility().recipientsRef() != null;
  }

  /// Whether it has come to its end one way or the other.
  public boolean isOver() {
    return status == Status.COMPLETED || status == Status.CANCELLED;
  }

  /// Whether its end has passed, so that the owner may complete it.
  public boolean isPastEnd(Instant t) {
    return end != null && !t.isBefore(end);
  }

  /// What is promised to somebody: in an open distribution to those who registered, else to
  /// everybody on the list.
  public BigInteger promised() {
    return isOpen() ? totals.allocated() : totals.total();
  }

  /// What is promised and has neither been paid nor lost to early unlocks.
  public BigInteger outstanding() {
    return promised().subtract(totals.distributed());
  }

  /// How much is unlocked for all together at `t`, claimed or not; nothing more once it is over.
  public BigInteger unlocked(Instant t) {
    if (isOver() && !t.isBefore(updatedAt)) {
      return totals.claimed();
    }
    return scheduled(t).add(totals.endedEarly()).subtract(totals.penalised()).max(totals.claimed());
  }

  /// How much all together may claim at `t`, if it is active then.
  public BigInteger claimable(Instant t) {
    return unlocked(t).subtract(totals.claimed());
  }

  /// The first time after `t` at which more is unlocked for all together; empty if nothing ever is,
  /// or if nobody knows yet.
  public Optional<Instant> nextUnlock(Instant t) {
    return start == null || isOver()
        ? Optional.empty()
        : config.plan(following(), start).nextUnlock(t);
  }

  /// When the schedule has unlocked everything; empty if nobody knows yet.
  public Optional<Instant> lastUnlock() {
    return Optional.ofNullable(start).map(from -> config.plan(totals.total(), from).end());
  }

  /// The share of the total that was paid or lost to early unlocks, in basis points.
  public int completeBps() {
    return totals
        .distributed()
        .multiply(BigInteger.valueOf(10_000))
        .divide(totals.total())
        .intValueExact();
  }

  /// The same, as it would be if it were activated at `t`; itself if its start is known already.
  Distribution asIfActivated(Instant t) {
    return start != null
        ? this
        : new Distribution(
            config,
            owner,
            status,
            totals,
            counts,
            t,
            end,
            activatedAt,
            pausedAt,
            createdAt,
            updatedAt);
  }

  /// What sentences call it.
  String name() {
    return "the distribution '%s'".formatted(config.title());
  }

  private BigInteger scheduled(Instant t) {
    return start == null ? BigInteger.ZERO : config.plan(following(), start).unlocked(t);
  }

  /// What is promised to those who still follow the schedule.
  private BigInteger following() {
    return promised().subtract(totals.endedEarly());
  }
}
