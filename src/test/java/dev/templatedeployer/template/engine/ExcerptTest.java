package dev.templatedeployer.template.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExcerptTest {

  @Test
  void isShort() {
    String digits = "0123456789".repeat(30);
    assertThat(excerpt().beginning(digits)).hasSize(100).startsWith("0123").endsWith("8…");
    assertThat(excerpt().end(digits)).hasSize(100).startsWith("…1").endsWith("6789");
    assertThat(excerpt().beginning("all of it")).isEqualTo("all of it");
  }

  @Test
  void isOneLineWithoutControlCharacters() {
    assertThat(excerpt().beginning(" a\r\nb\u001b[31mc\u2028d\u202ee\t"))
        .isEqualTo("a b [31mc d e");
  }

  @Test
  void hidesSecretsEvenWhereItIsCut() {
    String secret = "tok-4711-abcdefgh";
    assertThat(excerpt(secret).beginning("x".repeat(90) + secret)).doesNotContain("tok-4");
    assertThat(excerpt(secret).end(secret + "x".repeat(90))).doesNotContain("abcd", "gh");
    assertThat(excerpt(secret).beginning("no '" + secret + "' here"))
        .isEqualTo("no '(secret)' here");
  }

  @Test
  void hidesTheLongerOfTwoSecretsFirst() {
    assertThat(excerpt("abc", "abcdef").beginning("abcdef abc")).isEqualTo("(secret) (secret)");
  }

  private static Excerpt excerpt(String... secrets) {
    return new Excerpt(List.of(secrets));
  }
}
