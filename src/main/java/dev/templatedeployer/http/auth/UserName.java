package dev.templatedeployer.http.auth;

import java.util.Optional;
import java.util.regex.Pattern;

/// What people are called who use the API: `user:` and the name that their token gives them, so
/// that nobody can pass for a backend.
final class UserName {

  private static final String PREFIX = "user:";

  /// What can be kept, printed and typed again. The address of a mailbox fits.
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9@|._:/+-]{0,122}");

  private UserName() {}

  /// The name as it is kept, or empty if `name` cannot be one.
  static Optional<String> of(String name) {
    return NAME.matcher(name).matches() ? Optional.of(PREFIX + name) : Optional.empty();
  }
}
