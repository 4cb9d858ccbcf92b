package dev.templatedeployer.http.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import dev.templatedeployer.access.Requester;
import dev.templatedeployer.access.Role;
import java.net.MalformedURLException;
import java.net.URI;
import java.text.ParseException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes tokens that an OpenID Connect provider has signed: RFC 9068 in what they have to hold, RFC
/// 8725 in what is refused.
///
/// A token needs a signature by an allowed algorithm and a key of the issuer, the issuer and an
/// audience as set, an end that has not passed, and a name. Keys are kept for five minutes; an
/// unknown one is looked for at most twice in half a minute, so that nobody can make the service
/// flood the issuer. If the issuer is away, the keys that are known stay good for a day.
public final class OidcAuthentication implements Authentication {

  private static final Logger LOG = LoggerFactory.getLogger(OidcAuthentication.class);

  private static final int CONNECT_MILLIS = 2_000;
  private static final int READ_MILLIS = 5_000;

  /// The most bytes of a set of keys.
  private static final int MOST_BYTES = 256 * 1024;

  private static final long OUTAGE_MILLIS = 24L * 60 * 60 * 1000;

  /// How far the clocks of the issuer and of this machine may differ.
  private static final int SKEW_SECONDS = 60;

  private static final String UNKNOWN_KEY =
      "The token is not signed by a key of the issuer with an allowed algorithm. Get a new token from '%s'.";

  private final OidcSettings settings;
  private final Claims claims;
  private final Function<String, @Nullable Role> granted;
  private final DefaultJWTProcessor<SecurityContext> processor;

  private OidcAuthentication(
      OidcSettings settings,
      Function<String, @Nullable Role> granted,
      JWKSource<SecurityContext> keys) {
    this.settings = settings;
    this.claims = new Claims(settings);
    this.granted = granted;
    this.processor = processor(settings, keys);
  }

  /// Takes the tokens that `settings` describe.
  ///
  /// @param granted the role that the access list gives somebody, or null
  /// @throws IllegalArgumentException with a sentence, if the issuer does not say where its keys
  ///   are
  public static OidcAuthentication of(
      OidcSettings settings, Function<String, @Nullable Role> granted) {
    var retriever = new DefaultResourceRetriever(CONNECT_MILLIS, READ_MILLIS, MOST_BYTES);
    URI address = settings.keys().orElseGet(() -> Discovery.keys(settings.issuer(), retriever));
    try {
      return new OidcAuthentication(
          settings,
          granted,
          JWKSourceBuilder.<SecurityContext>create(address.toURL(), retriever)
              .outageTolerant(OUTAGE_MILLIS)
              .build());
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("'%s' is no address of keys.".formatted(address), e);
    }
  }

  @Override
  public Proof of(@Nullable String authorization) {
    Optional<String> token = Optional.ofNullable(authorization).flatMap(BearerToken::in);
    if (token.isEmpty()) {
      return BearerToken.missing(authorization);
    }
    try {
      SignedJWT signed = SignedJWT.parse(token.get());
      return known(processor.process(signed, null));
    } catch (ParseException _) {
      return Proof.invalid(
          "The token is no signed JSON Web Token. Get one from '%s'.".formatted(settings.issuer()));
    } catch (ExpiredJWTException _) {
      return Proof.invalid(
          "The token has expired. Get a new one from '%s'.".formatted(settings.issuer()));
    } catch (BadJWTException _) {
      return Proof.invalid(
          "The token is signed well, and not meant for here: it has to be issued by '%s' for one of %s, to be good by now, and to name its end and '%s'."
              .formatted(
                  settings.issuer(),
                  settings.audiences().stream()
                      .sorted()
                      .map(audience -> "'" + audience + "'")
                      .collect(Collectors.joining(", ")),
                  settings.nameClaim()));
    } catch (BadJOSEException | RateLimitReachedException _) {
      return Proof.invalid(UNKNOWN_KEY.formatted(settings.issuer()));
    } catch (KeySourceException e) {
      LOG.atWarn()
          .addKeyValue("issuer", settings.issuer())
          .addKeyValue("error", e.getMessage())
          .log(
              "the keys of the issuer cannot be fetched; tokens with keys not known yet have to wait");
      return new Proof.Unavailable(
          "The keys of '%s' cannot be fetched now, so the token cannot be checked. Try again in a moment."
              .formatted(settings.issuer()));
    } catch (JOSEException _) {
      return Proof.invalid(UNKNOWN_KEY.formatted(settings.issuer()));
    }
  }

  private Proof known(JWTClaimsSet set) {
    Optional<String> name = claims.name(set);
    if (name.isEmpty()) {
      return Proof.invalid(
          "The claim '%s' of the token cannot be kept as a name. Use at most 123 letters, digits and '@|._:/+-', or set 'deployer.http.auth.name-claim' to another."
              .formatted(settings.nameClaim()));
    }
    return new Proof.Known(
        new Requester(name.get(), higher(claims.role(set), granted.apply(name.get()))));
  }

  private static @Nullable Role higher(@Nullable Role a, @Nullable Role b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.compareTo(b) >= 0 ? a : b;
  }

  private static DefaultJWTProcessor<SecurityContext> processor(
      OidcSettings settings, JWKSource<SecurityContext> keys) {
    var processor = new DefaultJWTProcessor<SecurityContext>();
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    Set<JWSAlgorithm> algorithms =
        settings.algorithms().stream().map(JWSAlgorithm::new).collect(Collectors.toSet());
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(algorithms, keys));
    var verifier =
        new DefaultJWTClaimsVerifier<SecurityContext>(
            settings.audiences(),
            new JWTClaimsSet.Builder().issuer(settings.issuer().toString()).build(),
            Set.of("exp", "aud", settings.nameClaim()),
            null);
    verifier.setMaxClockSkew(SKEW_SECONDS);
    processor.setJWTClaimsSetVerifier(verifier);
    return processor;
  }
}
