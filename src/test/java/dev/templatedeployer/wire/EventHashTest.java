package dev.templatedeployer.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.MessageDigest;
import org.junit.jupiter.api.Test;

class EventHashTest {

  static final byte[] FIRST = "first".getBytes(UTF_8);
  static final byte[] SECOND = "second".getBytes(UTF_8);

  @Test
  void isTheSha256OfThePreviousHashAndTheBytes() throws Exception {
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    sha256.update(new byte[32]);
    byte[] first = sha256.digest(FIRST);
    sha256.update(first);
    byte[] second = sha256.digest(SECOND);

    assertThat(EventHash.NONE.then(FIRST).bytes()).isEqualTo(first);
    assertThat(EventHash.NONE.then(FIRST).then(SECOND).bytes()).isEqualTo(second);
  }

  @Test
  void showsAnEventThatWasAlteredOrLeftOut() {
    EventHash whole = EventHash.NONE.then(FIRST).then(SECOND);

    assertThat(EventHash.NONE.then("First".getBytes(UTF_8)).then(SECOND)).isNotEqualTo(whole);
    assertThat(EventHash.NONE.then(SECOND)).isNotEqualTo(whole);
  }

  @Test
  void isReadFromItsBytes() {
    EventHash hash = EventHash.NONE.then(FIRST);

    assertThat(EventHash.of(hash.bytes())).isEqualTo(hash).hasToString(hash.toString());
    assertThatIllegalArgumentException().isThrownBy(() -> EventHash.of(new byte[31]));
  }

  @Test
  void doesNotChangeWithTheBytesThatItGaveAway() {
    EventHash.NONE.bytes()[0] = 1;

    assertThat(EventHash.NONE.bytes()).isEqualTo(new byte[32]);
  }
}
