package dev.templatedeployer.http.auth;

/// How the API tells who sends a request.
public enum AuthMode {
  /// Not at all: everybody is an admin. For a server that nobody else can reach.
  NONE,
  /// By tokens in the settings. For development on one machine.
  DEV_TOKENS,
  /// By tokens of an OpenID Connect provider.
  OIDC
}
