package dev.templatedeployer.http.auth;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.text.ParseException;
import java.util.Map;

/// Asks an issuer where its keys are: OpenID Connect Discovery 1.0, section 4.
final class Discovery {

  private Discovery() {}

  /// @throws IllegalArgumentException with a sentence, if it does not say
  static URI keys(URI issuer, ResourceRetriever retriever) {
    String base = issuer.toString().replaceFirst("/+$", "");
    var document = URI.create(base + "/.well-known/openid-configuration");
    try {
      Map<String, Object> configuration =
          JSONObjectUtils.parse(retriever.retrieveResource(document.toURL()).getContent());
      if (!issuer.toString().equals(JSONObjectUtils.getString(configuration, "issuer"))) {
        throw wrong(document, "it is that of another issuer", null);
      }
      URI keys = JSONObjectUtils.getURI(configuration, "jwks_uri");
      if (keys == null) {
        throw wrong(document, "it names no 'jwks_uri'", null);
      }
      if ("https".equals(issuer.getScheme()) && !"https".equals(keys.getScheme())) {
        throw wrong(document, "its 'jwks_uri' does not begin with https://", null);
      }
      return new URI(keys.toString());
    } catch (IOException | ParseException | URISyntaxException e) {
      throw wrong(document, String.valueOf(e.getMessage()), e);
    }
  }

  private static IllegalArgumentException wrong(
      URI document, String why, @org.jspecify.annotations.Nullable Exception cause) {
    return new IllegalArgumentException(
        "The discovery document '%s' does not say where the keys are: %s. Check 'deployer.http.auth.issuer', or set 'deployer.http.auth.jwks-url'."
            .formatted(document, why),
        cause);
  }
}
