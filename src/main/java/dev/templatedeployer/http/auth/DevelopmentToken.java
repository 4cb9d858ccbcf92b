package dev.templatedeployer.http.auth;

import dev.templatedeployer.access.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// A token that the settings name, of which only a digest is known.
///
/// @param name who has it
/// @param sha256 the SHA-256 of the token, in 64 lower-case hexadecimal digits
record DevelopmentToken(String name, Role role, String sha256) {

  private static final String FORM = "name:role:sha256";

  /// Reads what stands in the settings, such as `ann:admin:9f86d0…`.
  ///
  /// @throws IllegalArgumentException with a sentence that shows no digest
  static DevelopmentToken parse(String text) {
    List<String> parts = List.of(text.strip().split(":", -1));
    if (parts.size() != 3) {
      throw wrong("one of them has not the form '%s'".formatted(FORM));
    }
    Optional<Role> role =
        Arrays.stream(Role.values()).filter(r -> r.word().equals(lower(parts.get(1)))).findFirst();
    if (role.isEmpty()) {
      throw wrong(
          "'%s' of '%s' is no role. There are: %s"
              .formatted(
                  parts.get(1),
                  parts.get(0),
                  Arrays.stream(Role.values()).map(Role::word).collect(Collectors.joining(", "))));
    }
    if (!lower(parts.get(2)).matches("[0-9a-f]{64}")) {
      throw wrong("that of '%s' is no SHA-256 in 64 hexadecimal digits".formatted(parts.get(0)));
    }
    String name =
        UserName.of(parts.get(0))
            .orElseThrow(() -> wrong("'%s' cannot be a name".formatted(parts.get(0))));
    return new DevelopmentToken(name, role.get(), lower(parts.get(2)));
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
    return name + ":" + role.word();
  }
}
