package dev.templatedeployer.http.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.templatedeployer.access.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// A provider of tokens on this machine, with its keys behind HTTP as a real one has them.
public final class Issuer implements AutoCloseable {

  private static final String AUDIENCE = "deployer";

  private final RSAKey key = key("key-1");
  private final RSAKey strange = key("key-2");
  private final HttpServer server;
  private volatile boolean isAway;

  /// Starts one.
  public Issuer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/.well-known/openid-configuration",
        exchange ->
            answer(
                exchange,
                "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/keys\"}".formatted(address(), address())));
    server.createContext(
        "/keys", exchange -> answer(exchange, new JWKSet(key.toPublicJWK()).toString()));
    server.start();
  }

  /// Settings that take its tokens.
  public OidcSettings settings() {
    return new OidcSettings(
        address(),
        Set.of(AUDIENCE),
        Optional.empty(),
        Set.of("RS256"),
        "sub",
        "realm_access.roles",
        Map.of(
            Role.VIEWER, List.of("can-look"),
            Role.SUBMITTER, List.of("can-submit"),
            Role.OPERATOR, List.of("can-operate"),
            Role.ADMIN, List.of("can-all")));
  }

  /// Its address, which is its name.
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// Lets nobody have its keys any more.
  public void goAway() {
    isAway = true;
  }

  /// A header with a good token of `name`, who has `roles`.
  public String good(String name, String... roles) {
    return bearer(signed(key, name, roles, claims -> {}));
  }

  /// A header with a token of somebody who may do all, but for what `change` does to it.
  public String changed(Consumer<JWTClaimsSet.Builder> change) {
    return bearer(signed(key, "ann", new String[] {"can-all"}, change));
  }

  /// A header with a token that another key has signed, which the issuer does not name.
  public String bySomebodyElse() {
    return bearer(signed(strange, "ann", new String[] {"can-all"}, claims -> {}));
  }

  /// A header with a token that says that it needs no signature.
  public String unsigned() {
    return bearer(new PlainJWT(claims("ann", "can-all").build()).serialize());
  }

  /// A header with a token whose signature takes the public key for a password.
  public String signedWithThePublicKey() {
    try {
      var token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(key.getKeyID()).build(),
              claims("ann", "can-all").build());
      token.sign(new MACSigner(key.toPublicJWK().toJSONString().getBytes(UTF_8)));
      return bearer(token.serialize());
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  /// A header with a good token of a viewer in which another says that they may do all.
  public String tampered() {
    String[] good = good("ann", "can-look").split("\\.", -1);
    String[] great = changed(claims -> {}).split("\\.", -1);
    return "%s.%s.%s".formatted(good[0], great[1], good[2]);
  }

  private String signed(
      RSAKey by, String name, String[] roles, Consumer<JWTClaimsSet.Builder> change) {
    try {
      JWTClaimsSet.Builder claims = claims(name, roles);
      change.accept(claims);
      var token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256)
                  .keyID(by.getKeyID())
                  .type(JOSEObjectType.JWT)
                  .build(),
              claims.build());
      token.sign(new RSASSASigner(by));
      return token.serialize();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private JWTClaimsSet.Builder claims(String name, String... roles) {
    return new JWTClaimsSet.Builder()
        .issuer(address().toString())
        .audience(AUDIENCE)
        .subject(name)
        .expirationTime(Date.from(Instant.now().plus(Duration.ofMinutes(5))))
        .claim("realm_access", Map.of("roles", List.of(roles)));
  }

  private void answer(HttpExchange exchange, String json) throws IOException {
    byte[] bytes = json.getBytes(UTF_8);
    exchange.sendResponseHeaders(isAway ? 503 : 200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static String bearer(String token) {
    return "Bearer " + token;
  }

  private static RSAKey key(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
