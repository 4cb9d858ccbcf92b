package dev.templatedeployer.http.auth;

import dev.templatedeployer.access.Requester;

/// What a request proves about its sender.
public sealed interface Proof {

  /// It is proven who sent it.
  record Known(Requester requester) implements Proof {}

  /// Nothing is proven.
  ///
  /// @param error the word that RFC 6750, section 3.1, has for it; empty if there was no token
  /// @param sentence what is wrong and what to do, without a word of the token
  record Missing(String error, String sentence) implements Proof {}

  /// It cannot be told now.
  ///
  /// @param sentence why, and what to do
  record Unavailable(String sentence) implements Proof {}

  /// The token does not hold.
  static Proof invalid(String sentence) {
    return new Missing("invalid_token", sentence);
  }
}
