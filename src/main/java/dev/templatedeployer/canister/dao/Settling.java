package dev.templatedeployer.canister.dao;

import static dev.templatedeployer.canister.Ruling.accept;
import static dev.templatedeployer.canister.Ruling.refuse;

import dev.templatedeployer.canister.Reason;
import dev.templatedeployer.canister.Ruling;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What becomes of a proposal after it was made.
///
/// ```text
/// OPEN --finalise--> ACCEPTED --timelock--> READY --execute--> SUCCEEDED or FAILED
///                                                 --30 days--> EXPIRED
///      --finalise--> REJECTED
/// OPEN, ACCEPTED or READY --cancel--> CANCELLED
/// ```
///
/// The deposit is given back when enough members took part, or when the proposer takes the proposal
/// back before anybody voted; otherwise the treasury keeps it.
final class Settling {

  private final Request request;
  private final Proposal proposal;
  private final ProposalStatus status;

  Settling(Request request, Proposal proposal) {
    this.request = request;
    this.proposal = proposal;
    this.status = proposal.status(request.at());
  }

  Ruling<DaoEvent> finalise() {
    if (status == ProposalStatus.EXPIRED && proposal.decided() == ProposalStatus.ACCEPTED) {
      return accept(new DaoEvent.ProposalExpired(proposal.number(), request.at()));
    }
    if (status != ProposalStatus.OPEN) {
      return refuse(
          "NOT_OPEN",
          "Cannot finalise %s: it is %s. Only an open proposal is finalised."
              .formatted(name(), status));
    }
    if (proposal.isVotable(request.at())) {
      return refuse(
          "VOTING_NOT_ENDED",
          "Cannot finalise %s yet: members can vote until '%s'. Try again then."
              .formatted(name(), proposal.votingEndsAt()));
    }
    if (!proposal.terms().isQuorumReached(proposal.tally())) {
      return accept(
          rejected(DaoEvent.Rejection.QUORUM_NOT_REACHED, BigInteger.ZERO, proposal.deposit()));
    }
    if (!proposal.terms().isApproved(proposal.tally())) {
      return accept(rejected(DaoEvent.Rejection.NOT_APPROVED, proposal.deposit(), BigInteger.ZERO));
    }
    return accept(
        new DaoEvent.ProposalAccepted(
            proposal.number(),
            proposal.proposer(),
            proposal.deposit(),
            request.at().plus(proposal.terms().timelock()),
            request.at()));
  }

  private DaoEvent rejected(DaoEvent.Rejection cause, BigInteger returned, BigInteger kept) {
    return new DaoEvent.ProposalRejected(
        proposal.number(), proposal.proposer(), cause, returned, kept, request.at());
  }

  Ruling<DaoEvent> execute() {
    if (status != ProposalStatus.READY) {
      return refuse(
          "NOT_READY", "Cannot execute %s: it is %s. %s".formatted(name(), status, whenReady()));
    }
    Action action =
        request
            .canister()
            .row(Tables.paper(proposal.number()), Paper.class)
            .orElseThrow(() -> new IllegalStateException("A proposal has lost its paper."))
            .action();
    Optional<String> hindrance = ActionRules.hindrance(action, request.dao());
    return accept(
        hindrance.isPresent()
            ? new DaoEvent.ProposalFailed(proposal.number(), hindrance.get(), request.at())
            : new DaoEvent.ProposalExecuted(proposal.number(), action, request.at()));
  }

  private String whenReady() {
    Instant ready = proposal.readyAt();
    return switch (status) {
      case OPEN ->
          "Members can vote until '%s'; finalise it then.".formatted(proposal.votingEndsAt());
      case ACCEPTED -> "It can be executed from '%s' on.".formatted(ready);
      case EXPIRED -> "It could be executed until '%s'.".formatted(proposal.expiresAt());
      case READY, REJECTED, SUCCEEDED, FAILED, CANCELLED -> "Nothing more can become of it.";
    };
  }

  Ruling<DaoEvent> cancel(@Nullable String reason) {
    boolean isProposer = request.by().equals(proposal.proposer());
    if (!isProposer && !request.isContact()) {
      return refuse(
          "NOT_ALLOWED_TO_CANCEL",
          "Cannot cancel %s: only its proposer and the emergency contacts may, and '%s' is neither. Ask one of them."
              .formatted(name(), request.by()));
    }
    if (status.isFinal()) {
      return refuse(
          "ALREADY_CLOSED", "Cannot cancel %s: it is %s, and stays so.".formatted(name(), status));
    }
    boolean nobodyVoted = proposal.tally().voters() == 0;
    boolean isWithdrawal = isProposer && nobodyVoted && status == ProposalStatus.OPEN;
    if (!isWithdrawal && !request.isContact()) {
      return refuse(
          "VOTING_BEGUN",
          "Cannot cancel %s: members have voted on it, or voting has ended. Ask an emergency contact."
              .formatted(name()));
    }
    return Reason.required(
        "cancel " + name(), reason, given -> accept(cancelled(given, isWithdrawal)));
  }

  private DaoEvent cancelled(String reason, boolean isWithdrawal) {
    return new DaoEvent.ProposalCancelled(
        proposal.number(),
        proposal.proposer(),
        request.by(),
        reason,
        proposal.decided(),
        isWithdrawal ? proposal.deposit() : BigInteger.ZERO,
        isWithdrawal ? BigInteger.ZERO : proposal.deposit(),
        request.at());
  }

  private String name() {
    return "proposal '%d' of %s".formatted(proposal.number(), request.name());
  }
}
