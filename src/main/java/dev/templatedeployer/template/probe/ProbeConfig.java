package dev.templatedeployer.template.probe;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a probe behaves. All that is left out, it does not do; what is there, it does in this order.
///
/// @param sleepMs how long it sleeps, in milliseconds
/// @param jitterMs by how much longer at most, by chance, in milliseconds
/// @param crash whether it brings the whole process down
/// @param hang whether it never ends by itself
/// @param fail how it fails
/// @param failAttempts how many attempts fail before one succeeds; null for all
/// @param payload ignored, to make a config as large as one likes
/// @param result what it says when it succeeds
public record ProbeConfig(
    @Nullable Long sleepMs,
    @Nullable Long jitterMs,
    @Nullable Boolean crash,
    @Nullable Hang hang,
    @Nullable Fail fail,
    @Nullable Integer failAttempts,
    @Nullable String payload,
    @Nullable Map<String, String> result) {

  /// How a probe hangs.
  public enum Hang {
    /// Until it is interrupted.
    UNTIL_INTERRUPTED,
    /// For ever, whatever anybody does: what no template should do.
    FOR_EVER
  }

  /// How a probe fails.
  ///
  /// @param code stable upper-case name of the cause; null for `PROBE_FAILED`
  /// @param message a sentence for a person; null for one of its own
  /// @param retryable whether another attempt may help; null for yes
  /// @param retryAfterMs the wait that it asks for, in milliseconds; null for none
  /// @param unexpectedly whether it throws what no template should; null for no
  public record Fail(
      @Nullable String code,
      @Nullable String message,
      @Nullable Boolean retryable,
      @Nullable Long retryAfterMs,
      @Nullable Boolean unexpectedly) {

    /// A failure in the usual words.
    static final Fail USUAL = new Fail(null, null, null, null, null);
  }
}
