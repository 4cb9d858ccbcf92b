package dev.templatedeployer.http.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import dev.templatedeployer.access.Requester;
import dev.templatedeployer.access.Role;
import java.text.ParseException;
import java.util.HashSet;
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

  /// How far the clocks of the issuer and of this machine may differ.
  private static final int SKEW_SECONDS = 60;

  private final OidcSettings settings;
  private final Claims claims;
  private final Function<String, Set<Role>> granted;
  private final PublishedKeys keys;
  private final JWSVerificationKeySelector<SecurityContext> selector;
  private final DefaultJWTProcessor<SecurityContext> processor;

  private OidcAuthentication(
      OidcSettings settings, Function<String, Set<Role>> granted, PublishedKeys keys) {
    this.settings = settings;
    this.claims = new Claims(settings);
    this.granted = granted;
    this.keys = keys;
    this.selector = new JWSVerificationKeySelector<>(algorithms(settings), keys.cached());
    this.processor = processor(settings, selector);
  }

  /// Takes the tokens that `settings` describe.
  ///
  /// @param granted the roles that the access list gives somebody
  /// @throws IllegalArgumentException with a sentence, if the issuer says something about its keys
  ///   that cannot be used
  public static OidcAuthentication of(OidcSettings settings, Function<String, Set<Role>> granted) {
    return new OidcAuthentication(settings, granted, PublishedKeys.of(settings));
  }

  @Override
  public Proof of(@Nullable String authorization) {
    Optional<String> token = Optional.ofNullable(authorization).flatMap(BearerToken::in);
    if (token.isEmpty()) {
      return BearerToken.missing(authorization);
    }
    try {
      return of(SignedJWT.parse(token.get()));
    } catch (ParseException _) {
      return Proof.invalid(
          "The token is no signed JSON Web Token. Get one from '%s'.".formatted(settings.issuer()));
    }
  }

  private Proof of(SignedJWT signed) {
    try {
      return known(processor.process(signed, null));
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
    } catch (RateLimitReachedException _) {
      return keys.isAway() ? unavailable() : unknownKey();
    } catch (KeySourceException e) {
      LOG.atWarn()
          .addKeyValue("issuer", settings.issuer())
          .addKeyValue("error", e.getMessage())
          .log(
              "the keys of the issuer cannot be fetched; tokens with keys not known yet have to wait");
      return unavailable();
    } catch (BadJOSEException | JOSEException _) {
      return keys.isAway() && mayBeNew(signed) ? unavailable() : unknownKey();
    }
  }

  /// Whether the token names a key that is not known, and may be one that the issuer has by now.
  private boolean mayBeNew(SignedJWT signed) {
    try {
      return settings.algorithms().contains(signed.getHeader().getAlgorithm().getName())
          && selector.selectJWSKeys(signed.getHeader(), null).isEmpty();
    } catch (KeySourceException _) {
      return true;
    }
  }

  private Proof unknownKey() {
    return Proof.invalid(
        "The token is not signed by a key of the issuer with an allowed algorithm. Get a new token from '%s'."
            .formatted(settings.issuer()));
  }

  private Proof unavailable() {
    return new Proof.Unavailable(
        "The keys of '%s' cannot be fetched now, so the token cannot be checked. Try again in a moment."
            .formatted(settings.issuer()));
  }

  private Proof known(JWTClaimsSet set) {
    Optional<String> name = claims.name(set);
    if (name.isEmpty()) {
      return Proof.invalid(
          "The claim '%s' of the token cannot be kept as a name. Use at most 123 letters, digits and '@|._:/+-', or set 'deployer.http.auth.name-claim' to another."
              .formatted(settings.nameClaim()));
    }
    var roles = new HashSet<Role>(claims.roles(set));
    roles.addAll(granted.apply(name.get()));
    return new Proof.Known(new Requester(name.get(), roles));
  }

  private static Set<JWSAlgorithm> algorithms(OidcSettings settings) {
    return settings.algorithms().stream().map(JWSAlgorithm::new).collect(Collectors.toSet());
  }

  private static DefaultJWTProcessor<SecurityContext> processor(
      OidcSettings settings, JWSVerificationKeySelector<SecurityContext> selector) {
    var processor = new DefaultJWTProcessor<SecurityContext>();
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    processor.setJWSKeySelector(selector);
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
