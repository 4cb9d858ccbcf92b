package dev.templatedeployer.template.probe;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a probe is to do: sleep first, and then end in one way or another. All of it may be left
/// out; then it completes at once.
///
/// @param sleepMs how long it sleeps first, in milliseconds
/// @param jitterMs how much longer it sleeps at most, by chance, in milliseconds
/// @param failAttempts how many attempts fail, counted from the first, in the way of `fail` or else
///   retryably
/// @param fail how it fails; in every attempt, unless `failAttempts` says which
/// @param hang whether it never ends, and how it takes being interrupted
/// @param crash whether it ends the whole process, as a bug in native code would
/// @param result what it says of what it created
/// @param payload does nothing but make the config larger
public record ProbeConfig(
    @Nullable Integer sleepMs,
    @Nullable Integer jitterMs,
    @Nullable Integer failAttempts,
    @Nullable Fail fail,
    @Nullable Hang hang,
    @Nullable Boolean crash,
    @Nullable Map<String, String> result,
    @Nullable String payload) {

  /// How it fails.
  ///
  /// @param code stable upper-case name of the cause
  /// @param message the sentence for a person
  /// @param retryable whether another attempt may help
  /// @param retryAfterMs the shortest wait before it, in milliseconds
  public record Fail(
      String code, String message, @Nullable Boolean retryable, @Nullable Integer retryAfterMs) {}

  /// How something that hangs takes being interrupted.
  public enum Hang {
    /// It ends.
    INTERRUPTIBLE,
    /// It goes on hanging, for an hour.
    STUBBORN
  }
}
