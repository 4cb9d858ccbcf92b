package dev.templatedeployer.template.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearPatternTest {

  private static final long SEED = 20260301;

  /// Of what the patterns below tell apart.
  private static final List<String> CHARACTERS =
      List.of(
          "a",
          "b",
          "Z",
          "0",
          "9",
          ".",
          "-",
          "/",
          ":",
          " ",
          "\t",
          "\n",
          "\r",
          "\u000b",
          "\f",
          "\u0085",
          "\u2028",
          "\u00e9",
          "\ud83d\ude00",
          "_",
          "]",
          "&",
          "{",
          "h",
          "t",
          "p",
          "s",
          "P",
          "D",
          "T");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "^[a-z0-9-]{1,63}(\\.[a-z0-9-]{1,63})+\\z",
        "^.+\\z",
        "a.b",
        "^\\s*\\S+\\s*\\z",
        "^[\\s\\S]{2,5}\\z",
        "[^\\sa-b]",
        "[\\S]",
        "^https?://[^\\s/?#]+([/?#]\\S*)?\\z",
        "^(a|b|(?:ab)+)*\\z",
        "^[\\p{L}\\p{N} .'-]{1,60}\\z",
        "\\d\\D\\w\\W",
        "\\bab\\b",
        "^[-a]\\z",
        "[\\]&]",
        "^(a{1,3}){2}\\z",
        "\\x{e9}|\\x41",
        "\\.\\/\\-\\:",
      })
  void matchesTheTextsThatJavasPatternMatches(String regex) {
    var linear = LinearPattern.of(regex).orElseThrow();
    var java = Pattern.compile(regex);
    var random = new SplittableRandom(SEED);
    for (int i = 0; i < 20_000; i++) {
      var text = new StringBuilder();
      for (int length = random.nextInt(7); length > 0; length--) {
        text.append(CHARACTERS.get(random.nextInt(CHARACTERS.size())));
      }
      assertThat(linear.matcher(text).find())
          .as("%s in '%s', seed %d", regex, text, SEED)
          .isEqualTo(java.matcher(text).find());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "^P(?=[0-9T])([0-9]{1,9}D)?",
        "(a)\\1",
        "a++",
        "(?i)a",
        "(?s)a.b",
        "[a-z&&[^b]]",
        "[a[bc]]",
        "\\u0061",
        "\\Qa\\E",
        "\\v",
        "\\Z",
        "a{1,2000}",
        "((a{1,100}){1,100}){1,100}",
      })
  void leavesAloneWhatRe2DoesNotHaveOrReadsInAnotherWay(String regex) {
    assertThat(Pattern.compile(regex)).isNotNull();
    assertThat(LinearPattern.of(regex)).isEmpty();
  }

  @Test
  void takesAllButOnePatternOfTheSchemasThatComeWithTheService() {
    assertThat(LinearPattern.of("^[0-9]{1,38}\\z")).isPresent();
    assertThat(
            LinearPattern.of(
                "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})\\z"))
        .isPresent();
  }
}
