package dev.templatedeployer.canister.dao;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A DAO as it stands: the fold of its events, but for what its rows say of members, proposals and
/// votes.
///
/// @param governanceLevel what it may decide now
/// @param params as they are now; a proposal is decided by those it was made under
/// @param pause that it stands still, or null if it does not
/// @param updatedAt when the last event was decided
public record Dao(
    Charter charter,
    GovernanceLevel governanceLevel,
    Params params,
    Stakes stakes,
    Treasury treasury,
    Counts proposals,
    @Nullable Pause pause,
    Instant updatedAt) {

  /// The number that the next proposal will have.
  int nextProposal() {
    return proposals.made() + 1;
  }

  Dao with(Stakes after, Instant at) {
    return new Dao(charter, governanceLevel, params, after, treasury, proposals, pause, at);
  }

  Dao with(Treasury after, Counts counts, Instant at) {
    return new Dao(charter, governanceLevel, params, stakes, after, counts, pause, at);
  }

  Dao with(GovernanceLevel after, Params changed, Instant at) {
    return new Dao(charter, after, changed, stakes, treasury, proposals, pause, at);
  }

  Dao with(@Nullable Pause after, Instant at) {
    return new Dao(charter, governanceLevel, params, stakes, treasury, proposals, after, at);
  }
}
