package dev.templatedeployer.canister.dao;

/// What sort of thing a proposal wants to be done.
public enum ActionKind {
  /// Nothing but that the members agree.
  MOTION(GovernanceLevel.MOTION_ONLY),
  /// Other parameters.
  PARAMS(GovernanceLevel.MOTION_ONLY),
  /// A higher governance level.
  RAISE_LEVEL(GovernanceLevel.MOTION_ONLY),
  /// A payment out of the treasury.
  TRANSFER(GovernanceLevel.SEMI_MANAGED),
  /// New tokens, for the treasury or somebody else.
  MINT(GovernanceLevel.FULLY_MANAGED),
  /// The end of tokens of the treasury.
  BURN(GovernanceLevel.FULLY_MANAGED),
  /// A call of another canister. Once executed, the event says what to call; whoever follows the
  /// events of the DAO makes the call.
  CALL(GovernanceLevel.FULLY_MANAGED);

  private final GovernanceLevel least;

  ActionKind(GovernanceLevel least) {
    this.least = least;
  }

  /// The lowest level of a DAO that may decide it.
  public GovernanceLevel least() {
    return least;
  }

  /// Whether a DAO of `level` may decide it.
  boolean isAllowedAt(GovernanceLevel level) {
    return level.compareTo(least) >= 0;
  }

  /// Whether it makes or moves tokens, for which more members have to agree.
  boolean movesTokens() {
    return this == TRANSFER || this == MINT || this == BURN;
  }
}
