package dev.templatedeployer.canister.dao;

import static dev.templatedeployer.canister.Ruling.accept;
import static dev.templatedeployer.canister.Ruling.refuse;

import dev.templatedeployer.canister.Ruling;
import dev.templatedeployer.canister.config.ConfigCheck;
import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What staking, taking back and giving to the treasury cause.
final class StakeDecisions {

  private final Request request;
  private final Dao dao;

  StakeDecisions(Request request) {
    this.request = request;
    this.dao = request.dao();
  }

  /// @param tierNumber from 1
  Ruling<DaoEvent> stake(@Nullable BigInteger amount, @Nullable Integer tierNumber) {
    List<LockTier> tiers = dao.charter().lockTiers();
    Optional<String> problem = request.by().problem(Principal.Form.ANY);
    if (problem.isPresent()) {
      return refuse(
          "BAD_PRINCIPAL",
          "Cannot stake in %s: whoever asks %s. Ask as somebody who can take the stake back."
              .formatted(request.name(), problem.get()));
    }
    if (amount == null || amount.signum() <= 0) {
      return notPositive("stake", amount);
    }
    if (amount.compareTo(dao.params().minimumStake()) < 0) {
      return refuse(
          "BELOW_MINIMUM_STAKE",
          "Cannot stake '%s' in %s: the least is '%s'. Stake at least that."
              .formatted(amount, request.name(), dao.params().minimumStake()));
    }
    if (tierNumber == null || tierNumber < 1 || tierNumber > tiers.size()) {
      return refuse(
          "NO_SUCH_TIER",
          "Cannot stake in tier '%s' of %s: there is none. Choose one of: %s."
              .formatted(tierNumber, request.name(), choices(tiers)));
    }
    if (dao.stakes().held().add(amount).compareTo(ConfigCheck.MAX_AMOUNT) > 0) {
      return refuse(
          "TOO_MUCH_STAKED",
          "Cannot stake '%s' in %s: all stakes together would be more than '%s'. Stake at most '%s'."
              .formatted(
                  amount,
                  request.name(),
                  ConfigCheck.MAX_AMOUNT,
                  ConfigCheck.MAX_AMOUNT.subtract(dao.stakes().held())));
    }
    return stake(request.member(), amount, tiers.get(tierNumber - 1));
  }

  private Ruling<DaoEvent> stake(Member member, BigInteger amount, LockTier tier) {
    if (member.entries().size() >= Member.MOST_ENTRIES) {
      return refuse(
          "TOO_MANY_STAKES",
          "Cannot stake in %s: '%s' has '%d' stakes, and may have no more. Take back one that is unlocked first."
              .formatted(request.name(), request.by(), member.entries().size()));
    }
    if (member.neededAt(request.at()).size() >= Member.MANY_CHECKPOINTS) {
      return refuse(
          "TOO_MANY_CHANGES",
          "Cannot stake in %s: the power of '%s' has changed '%d' times while proposals were made that may be open. Wait some days."
              .formatted(request.name(), request.by(), member.neededAt(request.at()).size()));
    }
    StakeEntry stake = StakeEntry.of(member.lastEntry() + 1, amount, tier, request.at());
    return accept(
        new DaoEvent.Staked(
            request.by(), stake, member.power(), power(member.entriesWith(stake)), request.at()));
  }

  Ruling<DaoEvent> unstake(@Nullable Integer entry) {
    Member member = request.member();
    Optional<StakeEntry> found = entry == null ? Optional.empty() : member.entry(entry);
    if (found.isEmpty()) {
      return refuse(
          "NO_SUCH_STAKE",
          "Cannot take stake '%s' back from %s: '%s' has none of that number. It has: %s."
              .formatted(entry, request.name(), request.by(), numbers(member)));
    }
    StakeEntry stake = found.get();
    if (request.at().isBefore(stake.unlocksAt())) {
      return refuse(
          "STAKE_LOCKED",
          "Cannot take stake '%s' back from %s yet: it is locked until '%s'. Try again then."
              .formatted(entry, request.name(), stake.unlocksAt()));
    }
    return accept(
        new DaoEvent.Unstaked(
            request.by(),
            stake,
            member.power(),
            power(member.entriesWithout(stake)),
            request.at()));
  }

  Ruling<DaoEvent> fund(@Nullable BigInteger amount) {
    if (amount == null || amount.signum() <= 0) {
      return notPositive("give", amount);
    }
    if (amount.compareTo(ConfigCheck.MAX_AMOUNT) > 0) {
      return refuse(
          "AMOUNT_TOO_LARGE",
          "Cannot give '%s' to the treasury of %s: that is more than '%s'. Give at most that."
              .formatted(amount, request.name(), ConfigCheck.MAX_AMOUNT));
    }
    return accept(new DaoEvent.Funded(request.by(), amount, request.at()));
  }

  private BigInteger power(List<StakeEntry> stakes) {
    return dao.charter().votingPowerModel().power(stakes);
  }

  private Ruling<DaoEvent> notPositive(String verb, @Nullable BigInteger amount) {
    return refuse(
        "AMOUNT_NOT_POSITIVE",
        "Cannot %s '%s' in %s: that is nothing. Name an amount greater than 0."
            .formatted(verb, amount == null ? "" : amount, request.name()));
  }

  private static String choices(List<LockTier> tiers) {
    return IntStream.range(0, tiers.size())
        .mapToObj(i -> "%d (%d days)".formatted(i + 1, tiers.get(i).days()))
        .collect(Collectors.joining(", "));
  }

  private static String numbers(Member member) {
    return member.entries().isEmpty()
        ? "none"
        : member.entries().stream()
            .map(stake -> String.valueOf(stake.entry()))
            .collect(Collectors.joining(", "));
  }
}
