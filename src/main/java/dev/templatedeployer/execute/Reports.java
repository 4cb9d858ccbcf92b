package dev.templatedeployer.execute;

import dev.templatedeployer.domain.DeploymentCommand;
import dev.templatedeployer.domain.DeploymentCommand.Report;
import dev.templatedeployer.domain.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What this executor says of its runs.
///
/// @param executor its name
record Reports(String executor, Time time) {

  /// The template was called and is still running.
  Report started(Run run) {
    return new DeploymentCommand.Started(
        run.id(), run.token(), executor, run.startedAt(), time.now());
  }

  /// The template is running yet.
  Report heartbeat(Run run) {
    return new DeploymentCommand.Heartbeat(
        run.id(), run.token(), executor, run.startedAt(), time.now());
  }

  /// The template returned.
  Report succeeded(Run run, Map<String, String> details) {
    Instant endedAt = endedAt(run);
    return new DeploymentCommand.Succeeded(
        run.id(), run.token(), executor, details, run.startedAt(), endedAt, endedAt);
  }

  /// The template ended without success, or is not waited for any longer.
  Report failed(Run run, Diagnosis diagnosis) {
    Instant endedAt = endedAt(run);
    return new DeploymentCommand.AttemptFailed(
        run.id(),
        run.token(),
        executor,
        diagnosis.failure(),
        milliseconds(diagnosis.retryAfter()),
        run.startedAt(),
        endedAt,
        endedAt);
  }

  /// A start that never came to run here was to be stopped.
  Report stopped(Work work) {
    Instant now = time.now();
    return new DeploymentCommand.AttemptFailed(
        work.id(), work.token(), executor, Diagnosis.stopped().failure(), null, now, now, now);
  }

  /// Measured, so that no run ends before it began when the clock is set back.
  private Instant endedAt(Run run) {
    return run.startedAt().plus(run.elapsed(time.nanos()));
  }

  private static @Nullable Long milliseconds(@Nullable Duration wait) {
    return wait == null ? null : wait.toMillis();
  }
}
