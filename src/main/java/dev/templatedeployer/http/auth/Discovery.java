package dev.templatedeployer.http.auth;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.util.Map;

/// Asks an issuer where its keys are: OpenID Connect Discovery 1.0, section 4.
final class Discovery {

  private Discovery() {}

  /// @throws IOException if its document cannot be read
  /// @throws IllegalArgumentException with a sentence, if that says something that cannot be used
  static URI keys(URI issuer, ResourceRetriever retriever) throws IOException {
    String base = issuer.toString().replaceFirst("/+$", "");
    var document = URI.create(base + "/.well-known/openid-configuration");
    Map<String, Object> configuration =
        parsed(retriever.retrieveResource(document.toURL()).getContent());
    if (!issuer.toString().equals(configuration.get("issuer"))) {
      throw wrong(document, "it is that of another issuer");
    }
    if (!(configuration.get("jwks_uri") instanceof String address)) {
      throw wrong(document, "it names no 'jwks_uri'");
    }
    URI keys = address(document, address);
    if ("https".equals(issuer.getScheme()) && !"https".equals(keys.getScheme())) {
      throw wrong(document, "its 'jwks_uri' does not begin with https://");
    }
    return keys;
  }

  private static Map<String, Object> parsed(String content) throws IOException {
    try {
      return JSONObjectUtils.parse(content);
    } catch (ParseException e) {
      throw new IOException("The discovery document is no JSON object.", e);
    }
  }

  private static URI address(URI document, String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException _) {
      throw wrong(document, "its 'jwks_uri' is no address");
    }
  }

  private static IllegalArgumentException wrong(URI document, String why) {
    return new IllegalArgumentException(
        "The discovery document '%s' does not say where the keys are: %s. Check 'deployer.http.auth.issuer', or set 'deployer.http.auth.jwks-url'."
            .formatted(document, why));
  }
}
