package dev.templatedeployer.access;

import java.util.Locale;

/// What somebody may do.
///
/// | | looks at | asks for deployments, operates canisters | retries, cancels what others asked for | says who may do what |
/// |---|---|---|---|---|
/// | viewer | everything | no | no | no |
/// | submitter | what it asked for itself | yes, its own canisters | no | no |
/// | operator | everything | yes, all | yes | no |
/// | admin | everything | yes, all | yes | yes |
///
/// The first two are beside each other: a backend need not see what others deploy, and who looks
/// after a dashboard need not deploy. Who is to do both is given both.
public enum Role {
  /// May look at everything that is not secret.
  VIEWER,
  /// May ask for deployments; look at, cancel and operate what came of those it asked for itself.
  SUBMITTER,
  /// May also retry, cancel and replay deployments of others, redrive dead letters, and pause.
  OPERATOR,
  /// May also say who may do what.
  ADMIN;

  /// Whether who has this role may do what takes `needed`.
  public boolean includes(Role needed) {
    return switch (this) {
      case VIEWER, SUBMITTER -> this == needed;
      case OPERATOR -> needed != ADMIN;
      case ADMIN -> true;
    };
  }

  /// As it is written in settings, claims and answers: in lower case.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
