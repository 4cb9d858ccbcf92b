package dev.templatedeployer.http.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.JWK;
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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A provider of tokens on this machine, with its keys behind HTTP as a real one has them.
public final class Issuer implements AutoCloseable {

  private static final String AUDIENCE = "deployer";

  private final RSAKey key = key("key-1");
  private final RSAKey strange = key("key-2");
  private final List<JWK> published = new CopyOnWriteArrayList<>(List.of(key));
  private final AtomicInteger asked = new AtomicInteger();
  private final HttpServer server;
  private volatile @Nullable Reply instead;
  private volatile @Nullable URI named;

  /// What is answered instead of everything.
  ///
  /// @param location where to go, or empty
  private record Reply(int status, String body, String location) {}

  /// Starts one.
  public Issuer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/.well-known/openid-configuration",
        exchange ->
            answer(
                exchange,
                "{\"issuer\":\"%s\",\"jwks_uri\":\"%s\"}".formatted(name(), keysAddress())));
    server.createContext("/keys", this::answerKeys);
    server.createContext("/moved", this::answerKeys);
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

  /// Where its keys are.
  URI keysAddress() {
    return URI.create(address() + "/keys");
  }

  /// Lets nobody have its keys any more.
  public void goAway() {
    instead = new Reply(503, "", "");
  }

  /// Answers as usual again.
  void comeBack() {
    instead = null;
  }

  /// Answers everything with `body`.
  void answerOnly(String body) {
    instead = new Reply(200, body, "");
  }

  /// Sends everybody to where the same keys are.
  void redirect() {
    instead = new Reply(302, "", address() + "/moved");
  }

  /// Says in its discovery document that it is another.
  void callItself(URI name) {
    named = name;
  }

  /// Publishes another key beside those that it has.
  void publish(JWK more) {
    published.add(more);
  }

  /// Publishes the key with which [#bySomebodyElse] signs, and no other.
  void rotate() {
    published.clear();
    published.add(strange);
  }

  /// How often it was asked for its keys.
  int asked() {
    return asked.get();
  }

  /// A header with a token of somebody who may do all, signed by `by`, however weak that is.
  String signedBy(RSAKey by) {
    try {
      var token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(by.getKeyID()).build(),
              claims("ann", "can-all").build());
      token.sign(new RSASSASigner(by.toPrivateKey(), Set.of(AllowWeakRSAKey.getInstance())));
      return bearer(token.serialize());
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
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

  private URI name() {
    URI other = named;
    return other == null ? address() : other;
  }

  private void answerKeys(HttpExchange exchange) throws IOException {
    asked.incrementAndGet();
    boolean isMoved = exchange.getRequestURI().getPath().equals("/moved");
    answer(exchange, isMoved ? null : instead, new JWKSet(published).toString());
  }

  private void answer(HttpExchange exchange, String usual) throws IOException {
    answer(exchange, instead, usual);
  }

  private static void answer(HttpExchange exchange, @Nullable Reply other, String usual)
      throws IOException {
    byte[] bytes = (other == null ? usual : other.body()).getBytes(UTF_8);
    if (other != null && !other.location().isEmpty()) {
      exchange.getResponseHeaders().add("Location", other.location());
    }
    try (exchange) {
      exchange.sendResponseHeaders(
          other == null ? 200 : other.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (IOException _) {
      // the one who asked had enough
    }
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
