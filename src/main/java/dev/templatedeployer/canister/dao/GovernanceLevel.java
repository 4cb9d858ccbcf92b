package dev.templatedeployer.canister.dao;

/// How much a DAO may decide. A DAO may raise its level and never lower it.
public enum GovernanceLevel {
  /// Motions, and its own parameters.
  MOTION_ONLY,
  /// Besides, transfers from its treasury.
  SEMI_MANAGED,
  /// Besides, minting, burning and calls of other canisters.
  FULLY_MANAGED
}
