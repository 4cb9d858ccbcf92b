package dev.templatedeployer.domain;

import java.time.Instant;

/// Decides whether a new request may come in, before it becomes a deployment: is its template known
/// and switched on, does the config fit, may the owner own.
///
/// Asked on the thread that decides, so it does not wait for longer than a moment. Asked once for
/// each deployment, and once more if what was decided came to nothing: the transaction was aborted.
@FunctionalInterface
public interface Admission {

  /// Whether `request` may come in, and on which terms.
  ///
  /// @param caller the authenticated sender
  /// @param id the deployment that it would become
  /// @param now when the command was taken in; the only clock
  Verdict admit(String caller, DeploymentId id, DeploymentRequest request, Instant now);

  /// The answer.
  sealed interface Verdict {

    /// It may come in, on these terms.
    record Admitted(DeploymentCommand.Terms terms) implements Verdict {}

    /// It may not.
    record Refused(Refusal refusal) implements Verdict {}
  }
}
