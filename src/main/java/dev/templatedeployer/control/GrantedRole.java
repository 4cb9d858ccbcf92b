package dev.templatedeployer.control;

import dev.templatedeployer.access.Role;
import java.util.Locale;
import java.util.Optional;

/// What may be granted to a name on the access list.
public enum GrantedRole {
  /// Has every right, and keeps it: set once, and never taken away.
  OWNER,
  /// As [Role#ADMIN].
  ADMIN,
  /// As [Role#OPERATOR].
  OPERATOR,
  /// As [Role#SUBMITTER].
  SUBMITTER,
  /// As [Role#VIEWER].
  VIEWER,
  /// May ask for deployments on a command topic. The name is that of the backend, which no person
  /// has, so it opens nothing of the API.
  BACKEND;

  /// The role that a person has by it; empty if it is not for people.
  public Optional<Role> role() {
    return switch (this) {
      case OWNER, ADMIN -> Optional.of(Role.ADMIN);
      case OPERATOR -> Optional.of(Role.OPERATOR);
      case SUBMITTER -> Optional.of(Role.SUBMITTER);
      case VIEWER -> Optional.of(Role.VIEWER);
      case BACKEND -> Optional.empty();
    };
  }

  /// As it is written in commands and answers: in lower case.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The role of a word, whatever its case.
  public static Optional<GrantedRole> of(String word) {
    for (GrantedRole role : values()) {
      if (role.word().equals(word.toLowerCase(Locale.ROOT))) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }
}
