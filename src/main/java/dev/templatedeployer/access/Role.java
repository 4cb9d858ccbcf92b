package dev.templatedeployer.access;

import java.util.Locale;

/// What somebody may do. Each role includes those before it.
public enum Role {
  /// May look at everything that is not secret.
  VIEWER,
  /// May ask for deployments, cancel its own, and operate canisters.
  SUBMITTER,
  /// May retry, cancel and replay deployments of others, redrive dead letters, and pause.
  OPERATOR,
  /// May say who may do what.
  ADMIN;

  /// Whether who has this role may do what takes `needed`.
  public boolean includes(Role needed) {
    return compareTo(needed) >= 0;
  }

  /// As it is written in settings, claims and answers: in lower case.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
