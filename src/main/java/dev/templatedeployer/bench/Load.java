package dev.templatedeployer.bench;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The deployments of one batch, all of the template `probe`, and how they are sent.
///
/// @param count how many
/// @param rate deployments a second, or null for as fast as they go
/// @param sleep how long each probe takes
/// @param payloadBytes the size of each config
/// @param notBefore the earliest start of each, or null for at once
/// @param awaited what each is done with
/// @param idle how long nothing may happen before what has not ended counts as missing
public record Load(
    int count,
    @Nullable Double rate,
    Duration sleep,
    int payloadBytes,
    @Nullable Instant notBefore,
    Awaited awaited,
    Duration idle) {

  private static final int USUAL_BYTES = 500;
  private static final Duration USUAL_PATIENCE = Duration.ofSeconds(60);

  /// What is waited for.
  public enum Awaited {
    /// The end of the deployment: latency is that of the whole.
    OUTCOME,
    /// The answer to its command: latency is that of one decision.
    REPLY
  }

  /// Deployments that do nothing, with a config of 500 bytes, sent as fast as they go.
  public static Load of(int count) {
    return new Load(count, null, Duration.ZERO, USUAL_BYTES, null, Awaited.OUTCOME, USUAL_PATIENCE);
  }

  /// The same at so many a second.
  public Load at(double perSecond) {
    return new Load(count, perSecond, sleep, payloadBytes, notBefore, awaited, idle);
  }

  /// The same with probes that take so long.
  public Load sleeping(Duration duration) {
    return new Load(count, rate, duration, payloadBytes, notBefore, awaited, idle);
  }

  /// The same that do not start before `time`.
  public Load startingAt(Instant time) {
    return new Load(count, rate, sleep, payloadBytes, time, awaited, idle);
  }

  /// The same, done when the command is answered.
  public Load untilAnswered() {
    return new Load(count, rate, sleep, payloadBytes, notBefore, Awaited.REPLY, idle);
  }
}
