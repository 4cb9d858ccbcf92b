package dev.templatedeployer.domain;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who sent a command, as far as it is proven: by the topic that only they may write, or by the
/// service itself for the subject of an authenticated request.
///
/// @param name the name, as it is kept with what they cause
public record Caller(String name, Role role) {

  /// What a caller may do.
  public enum Role {
    /// May ask for deployments, and cancel its own.
    BACKEND,
    /// May do everything.
    ADMIN
  }

  /// Why this caller may not retry the deployment `id`; empty if it may.
  public Optional<Refusal> forbidsRetry(DeploymentId id) {
    return role == Role.ADMIN
        ? Optional.empty()
        : Optional.of(unauthorized("retry", id, "Only an admin may retry. Ask one to."));
  }

  /// Why this caller may not cancel the deployment `id`; empty if it may.
  ///
  /// @param record the deployment, or null if there is none
  public Optional<Refusal> forbidsCancel(DeploymentId id, @Nullable DeploymentRecord record) {
    boolean isOwn = record == null || record.caller().equals(name);
    return role == Role.ADMIN || isOwn
        ? Optional.empty()
        : Optional.of(
            unauthorized(
                "cancel", id, "A backend may cancel only what it deployed itself. Ask an admin."));
  }

  private Refusal unauthorized(String verb, DeploymentId id, String why) {
    return Refusal.of(
        Refusal.Kind.UNAUTHORIZED,
        "Cannot %s the deployment '%s' for '%s'. %s".formatted(verb, id, name, why));
  }
}
