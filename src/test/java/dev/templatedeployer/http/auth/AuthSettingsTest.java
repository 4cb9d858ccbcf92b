package dev.templatedeployer.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.templatedeployer.access.Requester;
import dev.templatedeployer.access.Role;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthSettingsTest {

  /// The SHA-256 of `abc`: FIPS 180-4, example B.1.
  static final String OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Nested
  class DevelopmentTokensTest {

    final Authentication tokens =
        new DevelopmentTokens(List.of(DevelopmentToken.parse("ann:operator:" + OF_ABC)));

    @Test
    void letInWhoHasOne() {
      assertThat(tokens.of("Bearer abc"))
          .isEqualTo(new Proof.Known(new Requester("user:ann", Set.of(Role.OPERATOR))));
      assertThat(tokens.of("bearer abc")).isInstanceOf(Proof.Known.class);
    }

    @Test
    void letInWhoHasSeveralRoles() {
      var both =
          new DevelopmentTokens(List.of(DevelopmentToken.parse("bob:viewer+Submitter:" + OF_ABC)));

      assertThat(both.of("Bearer abc"))
          .isEqualTo(
              new Proof.Known(new Requester("user:bob", Set.of(Role.VIEWER, Role.SUBMITTER))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer abd", "Bearer ABC", "Bearer", "abc", "Bearer a b", "Basic abc"})
    void letInNobodyElse(String header) {
      assertThat(tokens.of(header)).isInstanceOf(Proof.Missing.class);
      assertThat(tokens.of(null)).isInstanceOf(Proof.Missing.class);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        textBlock =
            """
            ann             | one of them has not the form 'name:role:sha256'
            ann:admin       | one of them has not the form 'name:role:sha256'
            ann:king:HASH   | 'king' of 'ann' is no role. There are: viewer, submitter, operator, admin
            ann:viewer+:HASH | '' of 'ann' is no role. There are: viewer, submitter, operator, admin
            ann:admin:abc   | that of 'ann' is no SHA-256 in 64 hexadecimal digits
            a n:admin:HASH  | 'a n' cannot be a name
            """)
    void sayWhatIsWrongWithTheSetting(String text, String why) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> DevelopmentToken.parse(text.replace("HASH", OF_ABC)))
          .withMessageContaining(why)
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain(OF_ABC));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ann, true",
    "ann@example.org, true",
    "auth0|5f7c8ec7c33c6c004bbafe82, true",
    "'', false",
    "' ann', false",
    "a b, false",
    "-x, false"
  })
  void aNameIsOneThatCanBeKept(String name, boolean isOne) {
    assertThat(UserName.of(name).isPresent()).isEqualTo(isOne);
  }
}
