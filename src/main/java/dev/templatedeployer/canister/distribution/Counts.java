package dev.templatedeployer.canister.distribution;

/// How many of what a distribution has seen.
///
/// @param participants those who are known to take part
/// @param claimants those of them who were paid at least once
/// @param finished those of them for whom nothing is left
/// @param claims how often anybody was paid
public record Counts(int participants, int claimants, int finished, int claims) {

  /// Before anything happened.
  static final Counts NONE = new Counts(0, 0, 0, 0);

  Counts withParticipants(int more) {
    return new Counts(participants + more, claimants, finished, claims);
  }

  /// @param isFirst whether the participant was never paid before
  /// @param isLast whether nothing is left for it
  Counts withPayment(boolean isFirst, boolean isLast) {
    return new Counts(
        participants, claimants + (isFirst ? 1 : 0), finished + (isLast ? 1 : 0), claims + 1);
  }

  /// A participant for whom nothing is left, without having been paid now.
  Counts withFinished() {
    return new Counts(participants, claimants, finished + 1, claims);
  }
}
