package dev.templatedeployer.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.templatedeployer.access.Requester;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PublishedKeysTest {

  Issuer issuer;
  Authentication service;

  @BeforeEach
  void start() throws IOException {
    issuer = new Issuer();
    service = service(issuer.settings());
  }

  @AfterEach
  void close() {
    issuer.close();
  }

  @Test
  void areReadOnceForManyTokens() {
    for (int i = 0; i < 50; i++) {
      assertIsKnown("user:ann", issuer.good("ann"));
    }

    assertThat(issuer.asked()).isEqualTo(1);
  }

  @Test
  void areReadAgainForAKeyThatIsNew() {
    assertIsKnown("user:ann", issuer.good("ann"));

    issuer.rotate();

    assertIsKnown("user:ann", issuer.bySomebodyElse());
    assertThat(issuer.asked()).isEqualTo(2);
    assertIsRefused(issuer.good("ann")); // whose key is published no more
  }

  @Test
  void areNotReadForEveryKeyThatSomebodyMakesUp() {
    assertIsKnown("user:ann", issuer.good("ann"));
    for (int i = 0; i < 200; i++) {
      assertIsRefused(issuer.bySomebodyElse());
    }

    assertThat(issuer.asked()).isLessThanOrEqualTo(3);
    assertIsKnown("user:ann", issuer.good("ann"));
  }

  @Test
  void thatAreKnownGoOnWhileTheIssuerIsAway() {
    assertIsKnown("user:ann", issuer.good("ann"));

    issuer.goAway();

    for (int i = 0; i < 5; i++) {
      assertHasToWait(issuer.bySomebodyElse());
      assertIsKnown("user:ann", issuer.good("ann"));
    }
    assertIsRefused(issuer.tampered()); // which names a key that is known
    assertIsRefused(issuer.signedWithThePublicKey());
    assertIsRefused(issuer.unsigned());
  }

  @Test
  void areAskedForAgainIfTheIssuerWasAwayWhenTheServiceStarted() {
    issuer.goAway();
    Authentication early = service(issuer.settings());

    assertThat(early.of(issuer.good("ann"))).isInstanceOf(Proof.Unavailable.class);
    issuer.comeBack();

    assertThat(early.of(issuer.good("ann"))).isInstanceOf(Proof.Known.class);
  }

  @Test
  void areUnknownAsLongAsTheIssuerIsAwayHoweverOftenItIsTried() {
    issuer.goAway();

    for (int i = 0; i < 10; i++) {
      assertHasToWait(issuer.good("ann"));
    }
    assertThat(issuer.asked()).isLessThanOrEqualTo(4);
  }

  @Test
  void areNotFetchedFromElsewhere() {
    issuer.redirect();

    assertHasToWait(issuer.good("ann"));
  }

  @Test
  void areNotReadWithoutEnd() {
    issuer.answerOnly(" ".repeat(PublishedKeys.MOST_BYTES + 1) + "{\"keys\":[]}");

    assertHasToWait(issuer.good("ann"));
  }

  @Test
  void areNotReadFromWhatIsNoJson() {
    issuer.answerOnly("<html>");

    assertHasToWait(issuer.good("ann"));
  }

  @Test
  void areNotTakenIfThereAreTooMany() throws JOSEException {
    ECKey one = new ECKeyGenerator(Curve.P_256).generate();
    for (int i = 0; i < PublishedKeys.MOST_KEYS; i++) {
      issuer.publish(new ECKey.Builder(one).keyID("ec-" + i).build());
    }

    assertHasToWait(issuer.good("ann"));
  }

  @Test
  void areNotBelievedIfTheyAreTooShort() throws JOSEException {
    RSAKey weak = new RSAKeyGenerator(1024, true).keyID("weak").generate();
    RSAKey strong = new RSAKeyGenerator(2048).keyID("strong").generate();
    issuer.publish(weak);
    issuer.publish(strong);

    assertIsRefused(issuer.signedBy(weak));
    assertIsKnown("user:ann", issuer.signedBy(strong));
  }

  @Test
  void ofAnotherIssuerStopTheService() {
    issuer.callItself(URI.create("https://elsewhere.example"));

    assertThatThrownBy(() -> service(issuer.settings()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The discovery document '%s/.well-known/openid-configuration' does not say where the keys are: it is that of another issuer. Check 'deployer.http.auth.issuer', or set 'deployer.http.auth.jwks-url'.",
            issuer.address());
  }

  @Test
  void areReadWhereTheSettingsSay() {
    issuer.callItself(URI.create("https://elsewhere.example")); // nobody asks
    OidcSettings usual = issuer.settings();
    var direct =
        new OidcSettings(
            usual.issuer(),
            usual.audiences(),
            Optional.of(issuer.keysAddress()),
            usual.algorithms(),
            usual.nameClaim(),
            usual.rolesClaim(),
            usual.roles());

    assertThat(service(direct).of(issuer.good("ann"))).isInstanceOf(Proof.Known.class);
  }

  private static Authentication service(OidcSettings settings) {
    return OidcAuthentication.of(settings, _ -> Set.of());
  }

  private void assertIsKnown(String name, String token) {
    assertThat(service.of(token))
        .isInstanceOfSatisfying(
            Proof.Known.class,
            known -> assertThat(known.requester()).extracting(Requester::name).isEqualTo(name));
  }

  private void assertIsRefused(String token) {
    assertThat(service.of(token))
        .isInstanceOfSatisfying(
            Proof.Missing.class, missing -> assertThat(missing.error()).isEqualTo("invalid_token"));
  }

  private void assertHasToWait(String token) {
    assertThat(service.of(token)).isInstanceOf(Proof.Unavailable.class);
  }
}
