package dev.templatedeployer.canister.dao;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Other values for parameters of a DAO; what is null stays as it is.
public record ParamsChange(
    @Nullable BigInteger minimumStake,
    @Nullable BigInteger proposalThreshold,
    @Nullable BigInteger proposalDeposit,
    @Nullable Integer quorumBps,
    @Nullable Integer approvalBps,
    @Nullable VotingPeriod votingPeriod,
    @Nullable Duration timelock) {

  /// The parameters after the change.
  Params applyTo(Params params) {
    return new Params(
        Objects.requireNonNullElse(minimumStake, params.minimumStake()),
        Objects.requireNonNullElse(proposalThreshold, params.proposalThreshold()),
        Objects.requireNonNullElse(proposalDeposit, params.proposalDeposit()),
        Objects.requireNonNullElse(quorumBps, params.quorumBps()),
        Objects.requireNonNullElse(approvalBps, params.approvalBps()),
        Objects.requireNonNullElse(votingPeriod, params.votingPeriod()),
        Objects.requireNonNullElse(timelock, params.timelock()));
  }

  /// Whether everything would stay as it is.
  boolean isEmpty() {
    return Stream.of(
            minimumStake,
            proposalThreshold,
            proposalDeposit,
            quorumBps,
            approvalBps,
            votingPeriod,
            timelock)
        .allMatch(Objects::isNull);
  }
}
