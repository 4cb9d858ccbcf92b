package dev.templatedeployer.canister.dao;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Somebody who has or had a stake in a DAO: a row under its principal, which stays when the last
/// stake was taken back.
///
/// A member votes on a proposal with the power it had when the proposal was made, whatever it
/// stakes or takes back later. So that this can be known, each change of its power is remembered as
/// a [Checkpoint], by the number of the first proposal that will see it. Numbers, not times: of a
/// stake and a proposal in the same millisecond it is certain which came first. A checkpoint is
/// forgotten when all votes that may need it have ended.
///
/// @param entries its stakes, oldest first
/// @param lastEntry how many stakes it ever made
/// @param power what it would have in a vote on a proposal that is made now, uncapped
/// @param checkpoints how the power changed, oldest first
/// @param proposedAt when it proposed within the last day
/// @param votedAt when it voted within the last hour
public record Member(
    List<StakeEntry> entries,
    int lastEntry,
    BigInteger power,
    List<Checkpoint> checkpoints,
    List<Instant> proposedAt,
    List<Instant> votedAt) {

  /// The most stakes that a member has at once.
  static final int MOST_ENTRIES = 50;

  /// From how many checkpoints on a member may not stake. It may still take back every stake it
  /// has, so a row has at most [#MOST_ENTRIES] more.
  static final int MANY_CHECKPOINTS = 200;

  static final Duration HOUR = Duration.ofHours(1);
  static final Duration DAY = Duration.ofDays(1);

  /// Somebody who never had a stake.
  static final Member NOBODY =
      new Member(List.of(), 0, BigInteger.ZERO, List.of(), List.of(), List.of());

  public Member {
    entries = List.copyOf(entries);
    checkpoints = List.copyOf(checkpoints);
    proposedAt = List.copyOf(proposedAt);
    votedAt = List.copyOf(votedAt);
  }

  /// What it has staked.
  public BigInteger staked() {
    return entries.stream().map(StakeEntry::amount).reduce(BigInteger.ZERO, BigInteger::add);
  }

  /// From when on it can take back everything, or null if it has nothing.
  public @Nullable Instant lockedUntil() {
    return entries.stream().map(StakeEntry::unlocksAt).max(Instant::compareTo).orElse(null);
  }

  /// The power it had when the proposal with the number `proposal` was made, uncapped. Known for
  /// proposals that can be voted on.
  public BigInteger powerFor(int proposal) {
    return checkpoints.reversed().stream()
        .filter(checkpoint -> checkpoint.fromProposal() <= proposal)
        .findFirst()
        .map(Checkpoint::power)
        .orElse(BigInteger.ZERO);
  }

  /// The stake with the number `entry`.
  Optional<StakeEntry> entry(int entry) {
    return entries.stream().filter(stake -> stake.entry() == entry).findFirst();
  }

  /// Its stakes with `stake` among them.
  List<StakeEntry> entriesWith(StakeEntry stake) {
    return Stream.concat(entries.stream(), Stream.of(stake)).toList();
  }

  /// Its stakes without `stake`.
  List<StakeEntry> entriesWithout(StakeEntry stake) {
    return entries.stream().filter(other -> other.entry() != stake.entry()).toList();
  }

  /// The member after it staked or took back.
  ///
  /// @param after its stakes from now on
  /// @param newPower what they weigh
  /// @param nextProposal the number that the next proposal will have
  Member withEntries(List<StakeEntry> after, BigInteger newPower, int nextProposal, Instant at) {
    int last = after.stream().mapToInt(StakeEntry::entry).reduce(lastEntry, Math::max);
    return new Member(
        after, last, newPower, changed(newPower, nextProposal, at), proposedAt, votedAt);
  }

  /// The member after it proposed.
  Member havingProposed(Instant at) {
    return new Member(entries, lastEntry, power, checkpoints, with(proposedAt, at, DAY), votedAt);
  }

  /// The member after it voted.
  Member havingVoted(Instant at) {
    return new Member(entries, lastEntry, power, checkpoints, proposedAt, with(votedAt, at, HOUR));
  }

  /// The checkpoints that would be left after a change at `at`.
  ///
  /// A checkpoint counts for proposals that had been made when the next one was. None of these can
  /// be voted on any more when the longest time for voting has passed since.
  List<Checkpoint> neededAt(Instant at) {
    int first = 0;
    while (first + 1 < checkpoints.size()
        && !checkpoints.get(first + 1).at().plus(ParamsRules.LONGEST_VOTING).isAfter(at)) {
      first++;
    }
    return checkpoints.subList(first, checkpoints.size());
  }

  private List<Checkpoint> changed(BigInteger newPower, int nextProposal, Instant at) {
    var needed = new ArrayList<>(neededAt(at));
    boolean nobodySawTheLast = !needed.isEmpty() && needed.getLast().fromProposal() == nextProposal;
    if (nobodySawTheLast) {
      needed.removeLast();
    }
    needed.add(new Checkpoint(nextProposal, newPower, at));
    return needed;
  }

  private static List<Instant> with(List<Instant> times, Instant at, Duration window) {
    return Stream.concat(within(times, at, window), Stream.of(at)).toList();
  }

  /// Those of `times` that are less than `window` before `at`.
  static Stream<Instant> within(List<Instant> times, Instant at, Duration window) {
    return times.stream().filter(time -> time.plus(window).isAfter(at));
  }
}
