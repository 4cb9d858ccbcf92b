package dev.templatedeployer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.templatedeployer.settings.Settings;
import dev.templatedeployer.signature.CommandSigner;
import dev.templatedeployer.signature.CommandType;
import dev.templatedeployer.signature.Ed25519;
import dev.templatedeployer.signature.SignatureVerifier;
import dev.templatedeployer.signature.SignedRecord;
import dev.templatedeployer.signature.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignatureSettingsTest {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  static final KeyPair PAIR = Ed25519.newPair();
  static final String KEY = Ed25519.text(PAIR.getPublic());

  static Settings settings(Map<String, String> said) throws CannotStart {
    var all = new HashMap<>(said);
    all.put("deployer.state-dir", "none");
    return Deployer.settings(all, Map.of(), null);
  }

  static Verdict verdict(SignatureVerifier verifier, String backend, Instant arrivedAt) {
    var headers = new HashMap<String, String>();
    var record =
        new SignedRecord(
            "t",
            "web-42".getBytes(UTF_8),
            new byte[] {1},
            name -> {
              var text = headers.get(name);
              return text == null ? null : text.getBytes(UTF_8);
            });
    headers.putAll(
        new CommandSigner("k-1", PAIR.getPrivate(), () -> NOON)
            .headers(record, CommandType.DEPLOY, null));
    return verifier.verify(backend, record, arrivedAt);
  }

  @Test
  void makeTheVerifierThatTheyAskFor() throws Exception {
    var verifier =
        SignatureSettings.verifier(
            settings(
                Map.of(
                    "deployer.backends", "billing,shop",
                    "backends.billing.require-signature", "true",
                    "backends.billing.signature-window", "1h",
                    "keys.k-1.backend", "billing",
                    "keys.k-1.public-key", KEY,
                    "keys.k-1.not-after", "2026-03-01T14:00:00Z")));

    assertThat(verdict(verifier, "billing", NOON)).isInstanceOf(Verdict.Proven.class);
    assertReason(verdict(verifier, "shop", NOON), Verdict.Reason.KEY_UNKNOWN);
    assertReason(
        verdict(verifier, "billing", NOON.plus(Duration.ofMinutes(66))),
        Verdict.Reason.ISSUED_TOO_LONG_AGO);
    assertReason(
        verdict(verifier, "billing", NOON.plus(Duration.ofHours(3))), Verdict.Reason.KEY_NOT_VALID);
    assertReason(
        verifier.verify(
            "billing", new SignedRecord("t", new byte[0], new byte[0], _ -> null), NOON),
        Verdict.Reason.SIGNATURE_MISSING);
  }

  @Test
  void askNobodyToSignIfNothingIsSaid() throws Exception {
    var verifier = SignatureSettings.verifier(settings(Map.of()));

    assertThat(
            verifier.verify(
                "backend", new SignedRecord("t", new byte[0], new byte[0], _ -> null), NOON))
        .isEqualTo(new Verdict.Unsigned());
  }

  @Test
  void callTheBackendThatAllShareBackend() throws Exception {
    var verifier =
        SignatureSettings.verifier(
            settings(
                Map.of(
                    "backends.backend.require-signature", "true",
                    "keys.k-1.backend", "backend",
                    "keys.k-1.public-key", KEY)));

    assertThat(verdict(verifier, "backend", NOON)).isInstanceOf(Verdict.Proven.class);
  }

  @Test
  void thatDoNotFitTogetherAreToldAllAtOnce() {
    assertThatExceptionOfType(CannotStart.class)
        .isThrownBy(() ->
            SignatureSettings.verifier(
                settings(
                    Map.of(
                        "deployer.backends", "billing,shop",
                        "backends.biling.require-signature", "true",
                        "backends.shop.require-signature", "true",
                        "keys.a.backend", "biling",
                        "keys.a.public-key", KEY,
                        "keys.b.backend", "billing",
                        "keys.c.public-key", KEY,
                        "keys.c.not-before", "2026-03-02T12:00:00Z",
                        "keys.c.not-after", "2026-03-01T12:00:00Z"))))
        .withMessage(
            """
            keys.b.public-key: the key itself is missing. Add it.
            keys.c.backend: nobody said whose key it is. Add it.
            keys.c.not-after: 2026-03-01T12:00:00Z is before the key begins to count, 2026-03-02T12:00:00Z. Exchange them.
            keys.a.backend: there is no backend 'biling'. There are: billing, shop.
            backends.biling: there is no such backend. There are: billing, shop.
            backends.shop.require-signature: the backend has no key, so all of its commands would be refused. Make one with './deployer keys new'.\
            """);
  }

  @Test
  void askThisProcessToSignWithTheKeyInItsFile(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("own.key"), Ed25519.pem(PAIR.getPrivate()));
    Map<String, String> said =
        Map.of(
            "deployer.require-signature", "true",
            "deployer.signing-key", "own",
            "deployer.signing-key-file", file.toString(),
            "keys.own.service", "true",
            "keys.own.public-key", KEY);

    assertThat(SignatureSettings.signer(settings(said))).isPresent();
    assertReason(
        SignatureSettings.verifier(settings(said))
            .verify(new SignedRecord("t", new byte[0], new byte[0], _ -> null), NOON),
        Verdict.Reason.SIGNATURE_MISSING);

    var another = new HashMap<>(said);
    another.put("keys.own.public-key", Ed25519.text(Ed25519.newPair().getPublic()));
    assertThatExceptionOfType(CannotStart.class)
        .isThrownBy(() -> SignatureSettings.signer(settings(another)))
        .withMessage(
            "deployer.signing-key-file: '%s' holds another key than 'keys.own.public-key'. Name the right file.",
            file);
  }

  @Test
  void refuseAServiceThatWouldRefuseItself() {
    assertThatExceptionOfType(CannotStart.class)
        .isThrownBy(() ->
            SignatureSettings.verifier(settings(Map.of("deployer.require-signature", "true"))))
        .withMessage(
            "deployer.require-signature: this process has no key, so all of its reports would be refused. Make one with './deployer keys new --service', and name it in 'deployer.signing-key'.");
  }

  @Test
  void refuseAKeyOfSeveral() {
    assertThatExceptionOfType(CannotStart.class)
        .isThrownBy(() ->
            SignatureSettings.verifier(
                settings(
                    Map.of(
                        "keys.k.backend", "backend",
                        "keys.k.templates", "lock",
                        "keys.k.public-key", KEY))))
        .withMessage(
            "keys.k: it cannot be the key of several. Leave one of 'keys.k.backend', '.templates' and '.service'.");
  }

  @Test
  void thatAreNotWrittenRightAreToldWithTheOthers() {
    assertThatExceptionOfType(CannotStart.class)
        .isThrownBy(() ->
            settings(
                Map.of("keys.a.public-key", "MCowBQYDK2VwAyEA", "keys.a.not-after", "tomorrow")))
        .withMessageContaining(
            "keys.a.not-after: 'tomorrow' is not a point in time. Write it like '2026-03-01T12:00:00Z'.")
        .withMessageContaining(
            "keys.a.public-key: 'MCowBQYDK2VwAyEA' is not the public half of an Ed25519 key. Make a pair with './deployer keys new'.");
  }

  private static void assertReason(Verdict verdict, Verdict.Reason reason) {
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Unproven.class, unproven -> assertThat(unproven.reason()).isEqualTo(reason));
  }
}
