package dev.templatedeployer.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

  static final Cursor CURSOR = new Cursor(new Spot(1_772_366_400_000L, "web-42"), 7);

  @Test
  void isReadAsItWasWritten() {
    assertThat(Cursor.parse(CURSOR.text(), 7)).isEqualTo(CURSOR);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "no cursor at all", "AQAAAAAAAAAAAAAAAA", "%%%%%%%%%%%%%%%%%%%%"})
  void isNotReadFromOtherTexts(String text) {
    assertThatThrownBy(() -> Cursor.parse(text, 7))
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
      assertThatThrownBy(() -> Cursor.parse(changed, 7))
          .as(changed)
          .isInstanceOf(UnanswerableQuestion.class);
    }
  }

  @Test
  void isNotReadForAnotherQuestion() {
    assertThatThrownBy(() -> Cursor.parse(CURSOR.text(), 8))
        .isInstanceOf(UnanswerableQuestion.class)
        .hasMessage(
            "The cursor is that of a list with another filter or another order. Pass it on with the same ones,"
                + " or leave it out to begin anew.");
  }

  @Test
  void quotesNoMoreThanAPartOfALongText() {
    assertThatThrownBy(() -> Cursor.parse("x".repeat(5000), 7))
        .hasMessageStartingWith("'%s…' is not a cursor".formatted("x".repeat(40)));
  }
}
