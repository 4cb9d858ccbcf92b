package dev.templatedeployer.identity;

import static dev.templatedeployer.identity.Principal.Form.ANY;
import static dev.templatedeployer.identity.Principal.Form.TEXTUAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrincipalTest {

  @Nested
  class ThePrincipalOfBytes {
    @ParameterizedTest
    @CsvSource({
      "'',                   aaaaa-aa",
      "04,                   2vxsx-fae",
      "00000000000000020101, ryjl3-tyaaa-aaaaa-aaaba-cai",
      "00000000000000010101, rrkah-fqaaa-aaaaa-aaaaq-cai",
      "abcd01,               em77e-bvlzu-aq",
      "efcdab000000000001,   2chl6-4hpzw-vqaaa-aaaaa-c",
    })
    void hasTheTextThatTheInternetComputerGivesIt(String hex, String text) {
      assertThat(Principal.of(HexFormat.of().parseHex(hex)).text()).isEqualTo(text);
    }

    @Test
    void isAlwaysInOrderUnlessItIsTheAnonymousOne() {
      var random = new SplittableRandom(1);
      for (int run = 0; run < 2_000; run++) {
        byte[] bytes = new byte[random.nextInt(Principal.MAX_BYTES + 1)];
        random.nextBytes(bytes);
        Principal principal = Principal.of(bytes);
        if (!principal.equals(Principal.ANONYMOUS)) {
          assertThat(principal.problem(TEXTUAL)).as(principal.text()).isEmpty();
        }
      }
    }

    @Test
    void hasAtMostTwentyNineOfThem() {
      assertThatThrownBy(() -> Principal.of(new byte[30]))
          .hasMessage("A principal has at most 29 bytes, and these are 30.");
    }
  }

  @Nested
  class TheTextualForm {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "aaaaa-aa",
          "rrkah-fqaaa-aaaaa-aaaaq-cai",
          "ryjl3-tyaaa-aaaaa-aaaba-cai",
          "2chl6-4hpzw-vqaaa-aaaaa-c",
        })
    void takesWhatIsWellWritten(String text) {
      assertThat(new Principal(text).problem(TEXTUAL)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
      "'',                           is empty",
      "'   ',                        is empty",
      "2vxsx-fae,                    is the anonymous principal",
      "rrkah-fqaaa-aaaaa-aaaaq-cbi,  checksum does not match",
      "srkah-fqaaa-aaaaa-aaaaq-cai,  checksum does not match",
      "rkrah-fqaaa-aaaaa-aaaaq-cai,  checksum does not match",
      "rrkah-fqaaa-aaaaa-aaaaq-ca,   checksum does not match",
      "rrkah-fqaaa-aaaaa-aaaaq-ca1,  expected groups of five",
      "alice,                        expected groups of five",
      "ünïcöde,                      expected groups of five",
      "aaaa,                         expected groups of five",
      "rrkahfqaaaaaaaaaaaaqcai,      write it as 'rrkah-fqaaa-aaaaa-aaaaq-cai'",
      "RRKAH-FQAAA-AAAAA-AAAAQ-CAI,  write it as 'rrkah-fqaaa-aaaaa-aaaaq-cai'",
      "rrkah-fqaaa-aaaaa-aaaaq-cai-, write it as 'rrkah-fqaaa-aaaaa-aaaaq-cai'",
    })
    void saysWhatIsWrong(String text, String problem) {
      assertThat(new Principal(text).problem(TEXTUAL)).get().asString().contains(problem);
    }

    @Test
    void noticesEverySingleMistypedCharacter() {
      String right = "rrkah-fqaaa-aaaaa-aaaaq-cai";
      for (int i = 0; i < right.length(); i++) {
        char mistyped = right.charAt(i) == 'b' ? 'c' : 'b';
        String wrong = right.substring(0, i) + mistyped + right.substring(i + 1);
        assertThat(new Principal(wrong).problem(TEXTUAL)).as(wrong).isPresent();
      }
    }

    @Test
    void refusesWhatIsTooLongBeforeItDecodesIt() {
      assertThat(new Principal("a".repeat(129)).problem(TEXTUAL))
          .hasValue("is longer than 128 characters");
      assertThat(new Principal("a".repeat(128)).problem(TEXTUAL))
          .hasValue("is not a principal: it stands for more than 29 bytes");
    }
  }

  @Nested
  class AnyForm {
    @ParameterizedTest
    @ValueSource(strings = {"alice", "team:payments", "aaaaa-aa", "Zoë", "a b"})
    void takesAnythingThatCanBeRead(String text) {
      assertThat(new Principal(text).problem(ANY)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
      "'',        is empty",
      "2vxsx-fae, is the anonymous principal",
      "'a\u0007', contains control characters",
    })
    void saysWhatIsWrong(String text, String problem) {
      assertThat(new Principal(text).problem(ANY)).hasValue(problem);
    }
  }
}
