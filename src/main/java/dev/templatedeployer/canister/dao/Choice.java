package dev.templatedeployer.canister.dao;

/// What a member says to a proposal.
public enum Choice {
  YES,
  NO,
  /// Neither; it counts for no quorum.
  ABSTAIN
}
