package dev.templatedeployer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.signature.Ed25519;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Signature;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTest {

  @TempDir Path folder;
  private final Terminal terminal = new Terminal();

  private Terminal.Ended keysNew(String kid, Path out, String... more) {
    var arguments =
        new ArrayList<>(
            List.of("keys", "new", kid, "--backend", "billing", "--out", out.toString()));
    arguments.addAll(List.of(more));
    return terminal.run(arguments.toArray(String[]::new));
  }

  @Test
  void printsTheHalfForTheSettingsAndKeepsTheOtherInAFileOfItsOwners() throws Exception {
    var file = folder.resolve("billing.key");

    var ended = keysNew("billing-1", file);

    assertThat(ended.code()).isZero();
    assertThat(ended.err())
        .isEqualTo(
            "The private half is in '%s'. Give it to 'billing' and to nobody else.\n"
                .formatted(file));
    var lines = ended.out().lines().toList();
    assertThat(lines).hasSize(2).first().isEqualTo("keys.billing-1.backend=billing");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThatTheyBelongTogether(
        Files.readString(file), lines.getLast().replace("keys.billing-1.public-key=", ""));
  }

  private static void assertThatTheyBelongTogether(String pem, String publicKey) throws Exception {
    var signature = Signature.getInstance("Ed25519");
    signature.initSign(Ed25519.privateKey(pem).orElseThrow());
    signature.update((byte) 7);
    var bytes = signature.sign();
    signature.initVerify(Ed25519.publicKey(publicKey).orElseThrow());
    signature.update((byte) 7);
    assertThat(signature.verify(bytes)).isTrue();
  }

  @Test
  void printsOneLineForAProgramAndNothingOfThePrivateHalf() throws Exception {
    var file = folder.resolve("billing.key");

    var ended = keysNew("billing-1", file, "--output", "json");

    assertThat(ended.out())
        .startsWith("{\"kid\":\"billing-1\",\"backend\":\"billing\",\"publicKey\":\"MCow")
        .endsWith(",\"file\":\"%s\"}\n".formatted(file));
    var secret = Files.readString(file).lines().skip(1).findFirst().orElseThrow();
    assertThat(ended.out() + ended.err()).doesNotContain(secret);
  }

  @Test
  void overwritesNoKey() throws Exception {
    var file = folder.resolve("billing.key");
    Files.writeString(file, "in use");

    assertThat(keysNew("billing-1", file))
        .isEqualTo(
            new Terminal.Ended(
                2,
                "",
                "The file '%s' is there already, and may hold a key in use. Name another with --out.\n"
                    .formatted(file)));
    assertThat(file).hasContent("in use");
  }

  @Test
  void saysThatThereIsNoSuchFolder() {
    var file = folder.resolve("no/billing.key");
    assertThat(keysNew("billing-1", file).err())
        .isEqualTo(
            "The folder of '%s' is not there. Make it, or name another file with --out.\n"
                .formatted(file));
  }

  @Test
  void saysHowAKeyMayBeCalled() {
    var file = folder.resolve("billing.key");
    assertThat(keysNew("Billing_1", file))
        .isEqualTo(
            new Terminal.Ended(
                2,
                "",
                "'Billing_1' cannot name a key. Use 1 to 64 lower-case letters, digits and single dashes between them.\n"));
    assertThat(file).doesNotExist();
  }
}
