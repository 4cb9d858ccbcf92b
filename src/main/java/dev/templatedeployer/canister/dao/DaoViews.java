package dev.templatedeployer.canister.dao;

import dev.templatedeployer.canister.CanisterRules;
import dev.templatedeployer.canister.Row;
import dev.templatedeployer.canister.View;
import dev.templatedeployer.canister.WholeCanister;
import dev.templatedeployer.identity.Principal;
import java.time.Instant;
import java.util.Map;

/// What may be asked of a DAO.
final class DaoViews {

  private DaoViews() {}

  /// All questions by their names.
  static Map<String, View<Dao>> all() {
    return Map.of(
        CanisterRules.SUMMARY,
        (canister, at, _) -> DaoSummary.of(canister, at),
        "stats",
        (canister, _, _) -> DaoStats.of(canister.head()),
        "votingPower",
        DaoViews::votingPower,
        "tally",
        DaoViews::tally,
        "proposals",
        DaoViews::proposals,
        "members",
        DaoViews::members);
  }

  /// What `member` can say; nothing, if it is none.
  private static VotingPower votingPower(
      WholeCanister<Dao> canister, Instant at, Map<String, String> parameters) {
    String asked = parameters.getOrDefault("member", "");
    var principal = new Principal(asked);
    if (asked.isBlank() || asked.length() > Principal.MAX_LENGTH) {
      throw new IllegalArgumentException(
          "'%s' is no member. Say whose voting power you want to know, with 'member'."
              .formatted(asked));
    }
    Member member = canister.row(Tables.member(principal), Member.class).orElse(Member.NOBODY);
    return VotingPower.of(principal, member, canister.head(), at);
  }

  private static ProposalView tally(
      WholeCanister<Dao> canister, Instant at, Map<String, String> parameters) {
    int number = number("proposal", parameters.getOrDefault("proposal", ""));
    int made = canister.head().proposals().made();
    if (number < 1 || number > made) {
      throw new IllegalArgumentException(
          "There is no proposal '%d'. The proposals of this DAO have the numbers 1 to %d."
              .formatted(number, made));
    }
    return ProposalView.of(
        canister.row(Tables.proposal(number), Proposal.class).orElseThrow(),
        canister.row(Tables.paper(number), Paper.class).orElseThrow(),
        at);
  }

  /// The proposals in the order they were made.
  private static Paging.Page<ProposalLine> proposals(
      WholeCanister<Dao> canister, Instant at, Map<String, String> parameters) {
    return Paging.of(parameters, after -> Tables.numbered(number("after", after)))
        .page(
            canister,
            Tables.PROPOSALS,
            Proposal.class,
            row -> ProposalLine.of(row.value(), at),
            row -> String.valueOf(row.value().number()));
  }

  /// Everybody who has or had a stake, ordered by principal.
  private static Paging.Page<MemberLine> members(
      WholeCanister<Dao> canister, Instant at, Map<String, String> parameters) {
    return Paging.of(parameters, after -> after)
        .page(
            canister,
            Tables.MEMBERS,
            Member.class,
            row -> MemberLine.of(new Principal(row.key()), row.value(), canister.head()),
            Row::key);
  }

  private static int number(String parameter, String asked) {
    if (!asked.matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException(
          "'%s' is no number of a proposal. Say which one you mean, with '%s'."
              .formatted(asked, parameter));
    }
    return Integer.parseInt(asked);
  }
}
