package dev.templatedeployer.canister.distribution;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What may be asked of a distribution. Nothing has checked an operation before the rules see it,
/// so what may not be left out may yet be missing.
public sealed interface DistributionOperation {

  /// What only the owner may ask.
  sealed interface ByOwner extends DistributionOperation {}

  /// What everybody asks for itself.
  sealed interface ByParticipant extends DistributionOperation {}

  /// The owner puts tokens in.
  ///
  /// @param amount in base units
  record Fund(@Nullable BigInteger amount) implements ByOwner {}

  /// The owner lets the participants claim, once everything is funded.
  record Activate() implements ByOwner {}

  /// Somebody becomes a participant by itself: in an open distribution without further ado, in one
  /// whose list lies elsewhere by showing that it is on it.
  ///
  /// @param amount what the list says is its own, or null in an open distribution
  /// @param proof the path of a [MerkleProof], the lowest sibling first, or null in an open
  ///   distribution
  record Register(@Nullable BigInteger amount, @Nullable List<String> proof)
      implements ByParticipant {
    public Register {
      proof = proof == null ? null : List.copyOf(proof);
    }
  }

  /// A participant takes what is unlocked for it.
  ///
  /// @param amount how much of it, or null for all
  record Claim(@Nullable BigInteger amount) implements ByParticipant {}

  /// A participant takes all that is its own before its time, and pays the penalty on what is
  /// locked.
  record EarlyUnlock() implements ByParticipant {}

  /// The owner names more recipients; the total grows by what is to be theirs.
  record AddRecipients(@Nullable List<Recipient> recipients) implements ByOwner {
    public AddRecipients {
      recipients = recipients == null ? null : List.copyOf(recipients);
    }
  }

  /// The owner holds all claims up.
  record Pause(@Nullable String reason) implements ByOwner {}

  /// The owner lets participants claim again.
  record Resume() implements ByOwner {}

  /// The owner takes back what is not claimed, unlocked or not, and nobody can claim any more.
  record Cancel(@Nullable String reason) implements ByOwner {}

  /// The owner closes a distribution that is over, and takes back what nobody claimed in time.
  record Complete() implements ByOwner {}
}
