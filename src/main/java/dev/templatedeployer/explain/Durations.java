package dev.templatedeployer.explain;

import dev.templatedeployer.domain.DeploymentEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Where the time of a deployment went: a fold of its events.
///
/// @param attempts what each attempt took, the first one first
/// @param planned sum of the waits that were planned: for the wished start, and back-offs
/// @param queue sum of the time in which work lay with the executors and nobody had begun it
/// @param run sum of the time in which a template ran, also in runs that were lost
/// @param total from the request to the last event, or to now if it has not ended
public record Durations(
    List<Attempt> attempts, Duration planned, Duration queue, Duration run, Duration total) {

  public Durations {
    attempts = List.copyOf(attempts);
  }

  /// What one attempt took.
  ///
  /// @param attempt its number
  /// @param drives how often it was handed to the executors
  /// @param planned the wait before it that was planned: for the wished start, or a back-off
  /// @param queue how long its work lay with the executors and nobody had begun it
  /// @param run how long the template ran: by the executor's clock if it said so, otherwise until
  ///   the service gave it up
  /// @param hasEnded whether it ended; otherwise the last of the three still grows
  public record Attempt(
      int attempt, int drives, Duration planned, Duration queue, Duration run, boolean hasEnded) {}

  /// What `events` took, as of `now`.
  ///
  /// @param events all events of one deployment, in order, at least one
  /// @param now what has not ended is counted until then
  public static Durations of(List<? extends DeploymentEvent> events, Instant now) {
    var clock = new AttemptClock();
    for (DeploymentEvent event : events) {
      clock.hear(event);
    }
    List<Attempt> attempts = clock.attempts(now);
    Instant end = clock.hasEnded() ? events.getLast().at() : now;
    return new Durations(
        attempts,
        attempts.stream().map(Attempt::planned).reduce(Duration.ZERO, Duration::plus),
        attempts.stream().map(Attempt::queue).reduce(Duration.ZERO, Duration::plus),
        attempts.stream().map(Attempt::run).reduce(Duration.ZERO, Duration::plus),
        between(events.getFirst().at(), end));
  }

  /// From `from` to `to`, or nothing if clocks disagree about which was first.
  static Duration between(Instant from, Instant to) {
    return to.isBefore(from) ? Duration.ZERO : Duration.between(from, to);
  }
}
