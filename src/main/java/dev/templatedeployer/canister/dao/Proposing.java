package dev.templatedeployer.canister.dao;

import static dev.templatedeployer.canister.Ruling.accept;
import static dev.templatedeployer.canister.Ruling.refuse;

import dev.templatedeployer.canister.Ruling;
import dev.templatedeployer.canister.config.ConfigCheck;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What proposing causes.
final class Proposing {

  /// The most proposals that a DAO ever has.
  static final int MOST_PROPOSALS = 10_000;

  private static final int MOST_AN_HOUR = 3;
  private static final int MOST_A_DAY = 10;
  private static final int LONGEST_TITLE = 200;
  private static final int LONGEST_DESCRIPTION = 2_000;

  private final Request request;
  private final Dao dao;

  Proposing(Request request) {
    this.request = request;
    this.dao = request.dao();
  }

  Ruling<DaoEvent> propose(DaoOperation.Propose asked) {
    Member member = request.member();
    BigInteger threshold = dao.params().proposalThreshold();
    if (member.power().compareTo(threshold) < 0) {
      return refuse(
          "BELOW_THRESHOLD",
          "Cannot propose to %s: '%s' has a voting power of '%s', and it takes '%s'. Stake more, or ask a member with more power."
              .formatted(request.name(), request.by(), member.power(), threshold));
    }
    if (dao.proposals().made() >= MOST_PROPOSALS) {
      return refuse(
          "PROPOSALS_EXHAUSTED",
          "Cannot propose to %s: it has had '%d' proposals, and takes no more. Make a new DAO."
              .formatted(request.name(), dao.proposals().made()));
    }
    return tooOften(member)
        .or(() -> unclear(asked))
        .orElseGet(() -> propose(asked.title(), asked.description(), asked));
  }

  private Optional<Ruling<DaoEvent>> tooOften(Member member) {
    return tooOften(member, MOST_AN_HOUR, Member.HOUR, "hour")
        .or(() -> tooOften(member, MOST_A_DAY, Member.DAY, "day"));
  }

  private Optional<Ruling<DaoEvent>> tooOften(
      Member member, int most, Duration window, String windowName) {
    List<Instant> recent = Member.within(member.proposedAt(), request.at(), window).toList();
    if (recent.size() < most) {
      return Optional.empty();
    }
    return Optional.of(
        refuse(
            "TOO_MANY_PROPOSALS",
            "Cannot propose to %s: '%s' has proposed '%d' times within one %s, which is the most. Try again at '%s'."
                .formatted(
                    request.name(),
                    request.by(),
                    recent.size(),
                    windowName,
                    recent.get(recent.size() - most).plus(window))));
  }

  private Optional<Ruling<DaoEvent>> unclear(DaoOperation.Propose asked) {
    var check = new ConfigCheck();
    check.text("/title", asked.title(), 1, LONGEST_TITLE);
    if (asked.description() != null) {
      check.text("/description", asked.description(), 1, LONGEST_DESCRIPTION);
    }
    period(check, asked.votingPeriod());
    Action action = asked.action();
    if (check.present("/action", action) && action != null) {
      if (action.kind() != null && !action.kind().isAllowedAt(dao.governanceLevel())) {
        return Optional.of(beyondLevel(action.kind()));
      }
      check.addAll(ActionRules.check(action, dao));
    }
    return ActionRules.inASentence(check.violations())
        .map(sentences ->
            refuse(
                "INVALID_PROPOSAL",
                "Cannot propose that to %s. %s".formatted(request.name(), sentences)));
  }

  private Ruling<DaoEvent> beyondLevel(ActionKind kind) {
    return refuse(
        "BEYOND_GOVERNANCE_LEVEL",
        "Cannot propose %s to %s: it is %s, and that takes %s. Propose to raise its level first."
            .formatted(kind, request.name(), dao.governanceLevel(), kind.least()));
  }

  private void period(ConfigCheck check, @Nullable Duration asked) {
    VotingPeriod usual = dao.params().votingPeriod();
    check.that(
        asked == null || isWithin(usual, asked),
        "/votingPeriod",
        "OUT_OF_RANGE",
        "'votingPeriod' must be whole seconds from '%s' to '%s'; it is '%s'."
            .formatted(usual.min(), usual.max(), asked));
  }

  private static boolean isWithin(VotingPeriod usual, Duration asked) {
    return asked.compareTo(usual.min()) >= 0
        && asked.compareTo(usual.max()) <= 0
        && asked.equals(asked.truncatedTo(ChronoUnit.SECONDS));
  }

  private Ruling<DaoEvent> propose(
      @Nullable String title, @Nullable String description, DaoOperation.Propose asked) {
    Action action = asked.action();
    if (title == null || action == null) {
      throw new IllegalStateException("A proposal without a title or an action was let through.");
    }
    Duration period =
        asked.votingPeriod() == null ? dao.params().votingPeriod().max() : asked.votingPeriod();
    return accept(
        new DaoEvent.Proposed(
            dao.nextProposal(),
            request.by(),
            title,
            description,
            action,
            Snapshot.of(action.kind(), dao.stakes().power(), dao.params()),
            dao.params().proposalDeposit(),
            request.at().plus(period),
            request.at()));
  }
}
