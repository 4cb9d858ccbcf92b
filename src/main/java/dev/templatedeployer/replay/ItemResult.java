package dev.templatedeployer.replay;

import org.jspecify.annotations.Nullable;

/// How an item of a replay ended. An item has exactly one.
///
/// @param version the version of the deployment at that end; null if there is no deployment
/// @param code why it failed, or what kind of refusal it was; null if neither
/// @param sentence why, for a person; null if it completed
public record ItemResult(
    Kind kind, @Nullable Long version, @Nullable String code, @Nullable String sentence) {

  private static final int MOST_CHARACTERS = 300;

  /// The ways to end.
  public enum Kind {
    /// The canister exists now.
    COMPLETED,
    /// It ran, and failed again.
    FAILED,
    /// It was given up while it ran.
    CANCELLED,
    /// It had changed since the plan was made, and was left alone.
    SKIPPED,
    /// The service refused to run it.
    REFUSED
  }

  public ItemResult {
    if (sentence != null && sentence.length() > MOST_CHARACTERS) {
      sentence = sentence.substring(0, MOST_CHARACTERS - 1) + "…";
    }
  }

  /// Its run completed.
  public static ItemResult completed(long version) {
    return new ItemResult(Kind.COMPLETED, version, null, null);
  }

  /// Its run failed.
  public static ItemResult failed(long version, String code, String message) {
    return new ItemResult(Kind.FAILED, version, code, message);
  }

  /// Its run was given up.
  public static ItemResult cancelled(long version, String reason) {
    return new ItemResult(Kind.CANCELLED, version, null, reason);
  }

  /// It was left alone.
  ///
  /// @param version what it has now, or null if it is gone
  public static ItemResult skipped(@Nullable Long version, String sentence) {
    return new ItemResult(Kind.SKIPPED, version, null, sentence);
  }

  /// It may not run.
  public static ItemResult refused(@Nullable Long version, String code, String sentence) {
    return new ItemResult(Kind.REFUSED, version, code, sentence);
  }
}
