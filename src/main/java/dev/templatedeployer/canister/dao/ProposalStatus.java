package dev.templatedeployer.canister.dao;

/// The word for where a proposal stands.
public enum ProposalStatus {
  /// Members vote on it, or voting has ended and somebody has yet to finalise it.
  OPEN,
  /// Enough members agreed, and it waits out its timelock.
  ACCEPTED,
  /// It can be executed.
  READY,
  /// Too few took part, or too few agreed.
  REJECTED,
  /// It was executed.
  SUCCEEDED,
  /// It was to be executed, and could not be.
  FAILED,
  /// It was taken back.
  CANCELLED,
  /// It was accepted, and nobody executed it in time.
  EXPIRED;

  /// Whether it stays like that for ever.
  public boolean isFinal() {
    return switch (this) {
      case OPEN, ACCEPTED, READY -> false;
      case REJECTED, SUCCEEDED, FAILED, CANCELLED, EXPIRED -> true;
    };
  }
}
