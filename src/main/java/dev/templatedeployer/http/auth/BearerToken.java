package dev.templatedeployer.http.auth;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The token in an `Authorization` header, as RFC 6750, section 2.1, has it.
final class BearerToken {

  /// Longer than any sensible token.
  static final int MAX_LENGTH = 8 * 1024;

  private static final Pattern HEADER =
      Pattern.compile("Bearer +([A-Za-z0-9._~+/-]+=*) *", Pattern.CASE_INSENSITIVE);

  private BearerToken() {}

  /// The token, or empty if the header is not one.
  static Optional<String> in(String authorization) {
    if (authorization.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    Matcher matcher = HEADER.matcher(authorization);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /// Why there is no token to look at.
  static Proof missing(@Nullable String authorization) {
    return authorization == null
        ? new Proof.Missing("", "This needs a token. Send it as 'Authorization: Bearer TOKEN'.")
        : new Proof.Missing(
            "invalid_request",
            "The header 'Authorization' is no bearer token of at most %d characters. Send it as 'Authorization: Bearer TOKEN'."
                .formatted(MAX_LENGTH));
  }
}
