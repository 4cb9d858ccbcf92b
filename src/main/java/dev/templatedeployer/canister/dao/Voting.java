package dev.templatedeployer.canister.dao;

import static dev.templatedeployer.canister.Ruling.accept;
import static dev.templatedeployer.canister.Ruling.refuse;

import dev.templatedeployer.canister.Ruling;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What voting on a proposal causes.
///
/// A vote counts the power that the member had when the proposal was made, at most the largest
/// share that one member may bring in. So nobody can vote with what it staked afterwards, and no
/// token votes twice: whoever takes a stake back and hands the tokens on had their power then, and
/// whoever stakes them anew had none. See [Member] for how the power of that time is known.
final class Voting {

  private static final int MOST_AN_HOUR = 50;

  private final Request request;
  private final Proposal proposal;

  Voting(Request request, Proposal proposal) {
    this.request = request;
    this.proposal = proposal;
  }

  Ruling<DaoEvent> vote(@Nullable Choice choice) {
    if (choice == null) {
      return refuse(
          "CHOICE_MISSING",
          "Cannot vote on %s without a choice. Say YES, NO or ABSTAIN.".formatted(name()));
    }
    if (!proposal.isVotable(request.at())) {
      return refuse(
          "VOTING_ENDED",
          "Cannot vote on %s: it is %s, and could be voted on until '%s'. Vote on an open proposal."
              .formatted(name(), proposal.status(request.at()), proposal.votingEndsAt()));
    }
    Optional<Vote> earlier =
        request.canister().row(Tables.vote(proposal.number(), request.by()), Vote.class);
    if (earlier.isPresent()) {
      return refuse(
          "ALREADY_VOTED",
          "Cannot vote on %s again: '%s' voted %s at '%s', and a vote is final."
              .formatted(name(), request.by(), earlier.get().choice(), earlier.get().at()));
    }
    return vote(choice, request.member());
  }

  private Ruling<DaoEvent> vote(Choice choice, Member member) {
    BigInteger power = proposal.terms().powerOf(member.powerFor(proposal.number()));
    if (power.signum() == 0) {
      return refuse(
          "NO_VOTING_POWER",
          "Cannot vote on %s: '%s' had no stake when it was proposed at '%s'. Vote on proposals that are made from now on."
              .formatted(name(), request.by(), proposal.proposedAt()));
    }
    List<Instant> recent = Member.within(member.votedAt(), request.at(), Member.HOUR).toList();
    if (recent.size() >= MOST_AN_HOUR) {
      return refuse(
          "TOO_MANY_VOTES",
          "Cannot vote on %s: '%s' has voted '%d' times within one hour, which is the most. Try again at '%s'."
              .formatted(name(), request.by(), recent.size(), recent.getFirst().plus(Member.HOUR)));
    }
    return accept(new DaoEvent.Voted(proposal.number(), request.by(), choice, power, request.at()));
  }

  private String name() {
    return "proposal '%d' of %s".formatted(proposal.number(), request.name());
  }
}
