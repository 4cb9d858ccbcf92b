package dev.templatedeployer.template.engine;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/// Who answers at a URL: scheme, host and port.
///
/// Source: [RFC 6454](https://www.rfc-editor.org/rfc/rfc6454#section-4).
record Origin(String scheme, String host, int port) {

  /// The origin of an absolute http or https URL without a user in it; empty for anything else.
  static Optional<Origin> of(URI uri) {
    if (uri.getScheme() == null || uri.getHost() == null || uri.getRawUserInfo() != null) {
      return Optional.empty();
    }
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    int usual =
        switch (scheme) {
          case "http" -> 80;
          case "https" -> 443;
          default -> -1;
        };
    return usual < 0
        ? Optional.empty()
        : Optional.of(
            new Origin(
                scheme,
                uri.getHost().toLowerCase(Locale.ROOT),
                uri.getPort() < 0 ? usual : uri.getPort()));
  }

  @Override
  public String toString() {
    return "%s://%s:%d".formatted(scheme, host, port);
  }
}
