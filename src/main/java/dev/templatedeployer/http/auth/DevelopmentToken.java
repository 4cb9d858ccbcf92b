package dev.templatedeployer.http.auth;

import dev.templatedeployer.access.Role;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A token that the settings name, of which only a digest is known.
///
/// @param name who has it
/// @param roles what they may do; at least one
/// @param sha256 the SHA-256 of the token, in 64 lower-case hexadecimal digits
record DevelopmentToken(String name, Set<Role> roles, String sha256) {

  private static final String FORM = "name:role:sha256";

  DevelopmentToken {
    roles = Set.copyOf(roles);
  }

  /// Reads what stands in the settings, such as `ann:admin:9f86d0…` or
  /// `bob:viewer+submitter:9f86d0…`.
  ///
  /// @throws IllegalArgumentException with a sentence that shows no digest
  static DevelopmentToken parse(String text) {
    List<String> parts = List.of(text.strip().split(":", -1));
    if (parts.size() != 3) {
      throw wrong("one of them has not the form '%s'".formatted(FORM));
    }
    var roles = EnumSet.noneOf(Role.class);
    for (String word : parts.get(1).split("\\+", -1)) {
      roles.add(role(word).orElseThrow(() -> noRole(word, parts.get(0))));
    }
    if (!lower(parts.get(2)).matches("[0-9a-f]{64}")) {
      throw wrong("that of '%s' is no SHA-256 in 64 hexadecimal digits".formatted(parts.get(0)));
    }
    String name =
        UserName.of(parts.get(0))
            .orElseThrow(() -> wrong("'%s' cannot be a name".formatted(parts.get(0))));
    return new DevelopmentToken(name, roles, lower(parts.get(2)));
  }

  private static Optional<Role> role(String word) {
    return Arrays.stream(Role.values()).filter(role -> role.word().equals(lower(word))).findFirst();
  }

  private static IllegalArgumentException noRole(String word, String name) {
    return wrong(
        "'%s' of '%s' is no role. There are: %s"
            .formatted(
                word,
                name,
                Arrays.stream(Role.values()).map(Role::word).collect(Collectors.joining(", "))));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(
        "'deployer.http.auth.tokens' cannot be read: %s. './deployer token' prints one as it has to be."
            .formatted(what));
  }

  @Override
  public String toString() {
    return name + ":" + roles;
  }
}
