package dev.templatedeployer.http.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.access.Requester;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A few tokens that are good until they are taken out of the settings. For development on one
/// machine: they do not expire, and nobody else can take them back.
public final class DevelopmentTokens implements Authentication {

  private final List<DevelopmentToken> tokens;

  /// Lets these in and nobody else.
  ///
  /// @param tokens who may come; at least one
  public DevelopmentTokens(List<DevelopmentToken> tokens) {
    this.tokens = List.copyOf(tokens);
  }

  @Override
  public Proof of(@Nullable String authorization) {
    Optional<String> token = Optional.ofNullable(authorization).flatMap(BearerToken::in);
    if (token.isEmpty()) {
      return BearerToken.missing(authorization);
    }
    byte[] digest = digest(token.get());
    DevelopmentToken found = null;
    for (DevelopmentToken known : tokens) { // goes through all, so that time tells nothing
      if (MessageDigest.isEqual(digest, known.sha256().getBytes(UTF_8))) {
        found = known;
      }
    }
    return found == null
        ? Proof.invalid(
            "The token is not one of 'deployer.http.auth.tokens'. Make one with './deployer token'.")
        : new Proof.Known(new Requester(found.name(), found.roles()));
  }

  /// In hexadecimal digits.
  private static byte[] digest(String token) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest).getBytes(UTF_8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
