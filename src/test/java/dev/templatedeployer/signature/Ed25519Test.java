package dev.templatedeployer.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Ed25519Test {

  /// Test 2 of section 7.1 in RFC 8032.
  @Test
  void signsAndVerifiesAsTheStandardSays() {
    var hex = HexFormat.of();
    var secret = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
    var pkcs8 = hex.parseHex("302e020100300506032b657004220420" + secret);
    var point = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
    var x509 = hex.parseHex("302a300506032b6570032100" + point);
    var pem =
        "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
            .formatted(Base64.getEncoder().encodeToString(pkcs8));
    var signature =
        hex.parseHex(
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
    var message = new byte[] {0x72};

    var privateKey = Ed25519.privateKey(pem).orElseThrow();
    var publicKey = Ed25519.publicKey(Base64.getEncoder().encodeToString(x509)).orElseThrow();

    assertThat(Ed25519.sign(message, privateKey)).isEqualTo(signature);
    assertThat(Ed25519.verify(message, signature, publicKey)).isTrue();
    assertThat(Ed25519.verify(new byte[] {0x73}, signature, publicKey)).isFalse();
  }

  @Test
  void readsWhatItWrote() {
    var pair = Ed25519.newPair();
    assertThat(Ed25519.publicKey(Ed25519.text(pair.getPublic()))).contains(pair.getPublic());
    assertThat(Ed25519.privateKey(Ed25519.pem(pair.getPrivate()))).contains(pair.getPrivate());
  }

  @Test
  void takesNoOtherKeyForOne() throws Exception {
    var other = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    assertThat(Ed25519.publicKey(Ed25519.text(other.getPublic()))).isEmpty();
    assertThat(Ed25519.privateKey(Ed25519.pem(other.getPrivate()))).isEmpty();
    assertThat(Ed25519.publicKey("")).isEmpty();
    assertThat(Ed25519.publicKey("A".repeat(100_000))).isEmpty();
    assertThat(Ed25519.privateKey("secret")).isEmpty();
    assertThat(Ed25519.privateKey("-----BEGIN PRIVATE KEY----------END PRIVATE KEY-----"))
        .isEmpty();
  }

  @Test
  void saysInWhichFileThereIsNoKeyAndShowsNothingOfIt(@TempDir Path folder) throws Exception {
    var file = folder.resolve("billing.key");
    Files.writeString(file, "S3CR3T", UTF_8);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CommandSigner.reading("billing-1", file))
        .withMessage(
            "There is no Ed25519 key in '%s'. Make one with './deployer keys new'."
                .formatted(file));
  }

  @Test
  void printsASignerWithoutItsKey(@TempDir Path folder) throws Exception {
    var file = folder.resolve("billing.key");
    Files.writeString(file, Ed25519.pem(Ed25519.newPair().getPrivate()), UTF_8);
    assertThat(CommandSigner.reading("billing-1", file))
        .hasToString("signer with the key 'billing-1'");
  }
}
