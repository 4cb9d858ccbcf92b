package dev.templatedeployer.canister.dao;

import dev.templatedeployer.canister.config.ConfigCheck;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the parameters of a DAO have to keep to, in its config and after every change.
///
/// Where the two layers of the original differ, the strict one holds; deposits are those of a token
/// of eight decimals.
final class ParamsRules {

  /// The longest that anybody can ever vote on a proposal.
  static final Duration LONGEST_VOTING = Duration.ofDays(30);

  private static final Duration SHORTEST = Duration.ofHours(1);
  private static final Duration LONGEST_TIMELOCK = Duration.ofDays(7);
  private static final BigInteger ONE_TOKEN = BigInteger.TEN.pow(8);
  private static final BigInteger LEAST_DEPOSIT = ONE_TOKEN;
  private static final BigInteger MOST_DEPOSIT = ONE_TOKEN.multiply(BigInteger.valueOf(10_000));
  private static final int LEAST_QUORUM = 100;
  private static final int MOST_QUORUM = 5_000;
  private static final int LEAST_APPROVAL = 5_000;

  private ParamsRules() {}

  /// Remembers in `check` everything that is wrong with `params`.
  ///
  /// @param place JSON Pointer of the object that has the parameters, empty for the whole
  /// @param model null if nobody knows, where nothing is said about what power can reach
  /// @param tiers null if they make no sense, likewise
  static void check(
      ConfigCheck check,
      String place,
      Params params,
      @Nullable VotingPowerModel model,
      @Nullable List<LockTier> tiers) {
    check.amount(place + "/minimumStake", params.minimumStake());
    if (check.amount(place + "/proposalThreshold", params.proposalThreshold())
        && model != null
        && tiers != null) {
      reachable(check, place + "/proposalThreshold", params.proposalThreshold(), model, tiers);
    }
    deposit(check, place + "/proposalDeposit", params.proposalDeposit());
    check.bps(place + "/quorumBps", params.quorumBps(), LEAST_QUORUM, MOST_QUORUM);
    check.bps(place + "/approvalBps", params.approvalBps(), LEAST_APPROVAL, ConfigCheck.ALL_BPS);
    votingPeriod(check, place + "/votingPeriod", params.votingPeriod());
    span(check, place + "/timelock", params.timelock(), LONGEST_TIMELOCK);
  }

  /// A time span of whole seconds from an hour to `most`.
  private static boolean span(
      ConfigCheck check, String field, @Nullable Duration value, Duration most) {
    return check.duration(field, value, most)
        && value != null
        && check.that(
            value.compareTo(SHORTEST) >= 0,
            field,
            "TOO_SHORT",
            "'%s' must be at least an hour; it is '%s'."
                .formatted(field.substring(field.lastIndexOf('/') + 1), value));
  }

  private static void reachable(
      ConfigCheck check,
      String field,
      BigInteger threshold,
      VotingPowerModel model,
      List<LockTier> tiers) {
    BigInteger most =
        model.mostPower(tiers.stream().mapToInt(LockTier::multiplierBps).max().orElse(0));
    check.that(
        threshold.compareTo(most) <= 0,
        field,
        "UNREACHABLE",
        "Nobody could ever propose: with the model %s a member has a voting power of at most %s, and 'proposalThreshold' is '%s'."
            .formatted(model, most, threshold));
  }

  private static void deposit(ConfigCheck check, String field, @Nullable BigInteger deposit) {
    if (check.amount(field, deposit) && deposit != null) {
      check.that(
          deposit.compareTo(LEAST_DEPOSIT) >= 0 && deposit.compareTo(MOST_DEPOSIT) <= 0,
          field,
          "OUT_OF_RANGE",
          "'proposalDeposit' must be from %s to %s base units, which are 1 to 10000 tokens; it is '%s'."
              .formatted(LEAST_DEPOSIT, MOST_DEPOSIT, deposit));
    }
  }

  private static void votingPeriod(ConfigCheck check, String field, @Nullable VotingPeriod period) {
    if (!check.present(field, period) || period == null) {
      return;
    }
    boolean minPasses = span(check, field + "/min", period.min(), LONGEST_VOTING);
    boolean maxPasses = span(check, field + "/max", period.max(), LONGEST_VOTING);
    if (minPasses && maxPasses) {
      check.that(
          period.max().compareTo(period.min()) > 0,
          field + "/max",
          "NOT_LONGER",
          "Nobody could choose how long to vote: 'max' must be longer than 'min', which is '%s'; it is '%s'."
              .formatted(period.min(), period.max()));
    }
  }
}
