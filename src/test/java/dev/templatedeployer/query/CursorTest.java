package dev.templatedeployer.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

  static final Cursor CURSOR = new Cursor(1_772_366_400_000L, "web-42");

  @Test
  void isReadAsItWasWritten() {
    assertThat(Cursor.parse(CURSOR.text())).isEqualTo(CURSOR);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "no cursor at all", "AQAAAAAAAAAAAAAAAA", "%%%%%%%%%%%%%%%%%%%%"})
  void isNotReadFromOtherTexts(String text) {
    assertThatThrownBy(() -> Cursor.parse(text))
        .isInstanceOf(UnanswerableQuestion.class)
        .hasMessage(
            "'%s' is not a cursor that this service gave out. Pass on the cursor of the last page unchanged,"
                + " or none to begin anew.",
            text);
  }

  @Test
  void noticesEveryChangedCharacter() {
    String text = CURSOR.text();
    for (int i = 0; i < text.length(); i++) {
      char other = text.charAt(i) == 'A' ? 'Q' : 'A';
      String changed = text.substring(0, i) + other + text.substring(i + 1);
      assertThatThrownBy(() -> Cursor.parse(changed))
          .as(changed)
          .isInstanceOf(UnanswerableQuestion.class);
    }
  }

  @Test
  void quotesNoMoreThanAPartOfALongText() {
    assertThatThrownBy(() -> Cursor.parse("x".repeat(5000)))
        .hasMessageStartingWith("'%s…' is not a cursor".formatted("x".repeat(40)));
  }
}
