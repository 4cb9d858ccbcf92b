package dev.templatedeployer.canister.dao;

import dev.templatedeployer.canister.Canister;
import dev.templatedeployer.canister.RowKey;
import dev.templatedeployer.identity.Principal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// What the events of a DAO add up to in its rows.
final class RowHistory {

  private static final int FIRST_PROPOSAL = 1;

  private final Canister<Dao> canister;

  private RowHistory(Canister<Dao> canister) {
    this.canister = canister;
  }

  /// The rows that `event` changes or adds, as they are after it. Accepts every event that was ever
  /// written.
  ///
  /// @param canister before the event
  static Map<RowKey, Object> evolve(Canister<Dao> canister, DaoEvent event) {
    return new RowHistory(canister).after(event);
  }

  private Map<RowKey, Object> after(DaoEvent event) {
    return switch (event) {
      case DaoEvent.Created created -> created(created);
      case DaoEvent.Staked staked ->
          changed(
              staked.member(),
              member ->
                  member.withEntries(
                      member.entriesWith(staked.stake()), staked.power(), next(), staked.at()));
      case DaoEvent.Unstaked unstaked ->
          changed(
              unstaked.member(),
              member ->
                  member.withEntries(
                      member.entriesWithout(unstaked.stake()),
                      unstaked.power(),
                      next(),
                      unstaked.at()));
      case DaoEvent.Proposed proposed -> proposed(proposed);
      case DaoEvent.Voted voted -> voted(voted);
      case DaoEvent.ProposalAccepted(var number, _, _, var readyAt, _) ->
          changed(number, proposal -> proposal.accepted(readyAt));
      case DaoEvent.ProposalRejected(var number, _, var cause, _, _, var at) ->
          changed(number, proposal -> proposal.closed(ProposalStatus.REJECTED, at, cause.name()));
      case DaoEvent.ProposalExecuted(var number, _, var at) ->
          changed(number, proposal -> proposal.closed(ProposalStatus.SUCCEEDED, at, null));
      case DaoEvent.ProposalFailed(var number, var reason, var at) ->
          changed(number, proposal -> proposal.closed(ProposalStatus.FAILED, at, reason));
      case DaoEvent.ProposalExpired(var number, var at) ->
          changed(number, proposal -> proposal.closed(ProposalStatus.EXPIRED, at, null));
      case DaoEvent.ProposalCancelled cancelled ->
          changed(
              cancelled.proposal(),
              proposal ->
                  proposal.closed(ProposalStatus.CANCELLED, cancelled.at(), cancelled.reason()));
      case DaoEvent.Funded _, DaoEvent.Paused _, DaoEvent.Unpaused _ -> Map.of();
    };
  }

  private static Map<RowKey, Object> created(DaoEvent.Created created) {
    DaoConfig config = created.config();
    var rows = new LinkedHashMap<RowKey, Object>();
    rows.put(Tables.about(), new About(config.description()));
    for (InitialMember member : config.members()) {
      List<StakeEntry> entries = DaoHistory.initialEntries(created, member);
      BigInteger power = config.votingPowerModel().power(entries);
      rows.put(
          Tables.member(member.principal()),
          Member.NOBODY.withEntries(entries, power, FIRST_PROPOSAL, created.at()));
    }
    return rows;
  }

  private Map<RowKey, Object> proposed(DaoEvent.Proposed proposed) {
    Member proposer = member(proposed.proposer()).havingProposed(proposed.at());
    return Map.of(
        Tables.member(proposed.proposer()),
        proposer,
        Tables.paper(proposed.proposal()),
        new Paper(proposed.description(), proposed.action()),
        Tables.proposal(proposed.proposal()),
        new Proposal(
            proposed.proposal(),
            proposed.proposer(),
            proposed.title(),
            proposed.action().kind(),
            ProposalStatus.OPEN,
            proposed.terms(),
            Tally.EMPTY,
            proposed.deposit(),
            proposed.at(),
            proposed.votingEndsAt(),
            null,
            null,
            null));
  }

  private Map<RowKey, Object> voted(DaoEvent.Voted voted) {
    return Map.of(
        Tables.vote(voted.proposal(), voted.by()),
        new Vote(voted.choice(), voted.power(), voted.at()),
        Tables.member(voted.by()),
        member(voted.by()).havingVoted(voted.at()),
        Tables.proposal(voted.proposal()),
        proposal(voted.proposal()).with(voted.choice(), voted.power()));
  }

  private Map<RowKey, Object> changed(Principal member, UnaryOperator<Member> change) {
    return Map.of(Tables.member(member), change.apply(member(member)));
  }

  private Map<RowKey, Object> changed(int number, UnaryOperator<Proposal> change) {
    return Map.of(Tables.proposal(number), change.apply(proposal(number)));
  }

  private int next() {
    return canister.head().nextProposal();
  }

  private Member member(Principal principal) {
    return canister.row(Tables.member(principal), Member.class).orElse(Member.NOBODY);
  }

  private Proposal proposal(int number) {
    return canister
        .row(Tables.proposal(number), Proposal.class)
        .orElseThrow(() ->
            new IllegalStateException(
                "Proposal '%d' was never made. The events of the DAO have lost their order."
                    .formatted(number)));
  }
}
