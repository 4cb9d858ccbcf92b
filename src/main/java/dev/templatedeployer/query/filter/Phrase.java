package dev.templatedeployer.query.filter;

import java.util.ArrayList;
import java.util.List;

/// Words that follow one another in a text.
///
/// A word is a run of letters and digits; what stands between words does not matter, and neither
/// does case.
///
/// @param words at least one, in lower case
/// @param isPrefix whether the last one only begins a word
public record Phrase(List<String> words, boolean isPrefix) {

  public Phrase {
    words = List.copyOf(words);
  }

  /// The most characters of a word. What follows is not looked at, neither in a text nor in a
  /// filter: PostgreSQL takes no word of more than 2,046 bytes into a full-text index.
  static final int MOST_CHARACTERS = 256;

  /// The words of a text, in order and in lower case.
  public static List<String> words(String text) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          if (Character.isLetterOrDigit(c)) {
            if (word.length() < MOST_CHARACTERS) {
              word.appendCodePoint(Character.toLowerCase(c));
            }
          } else if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
          }
        });
    if (!word.isEmpty()) {
      words.add(word.toString());
    }
    return words;
  }

  /// Whether it stands among the words of a text.
  boolean isIn(List<String> text) {
    for (int from = 0; from + words.size() <= text.size(); from++) {
      if (isAt(text, from)) {
        return true;
      }
    }
    return false;
  }

  /// The canonical text.
  String text() {
    String joined = String.join(" ", words);
    return Spelling.of(isPrefix ? List.of(joined, "") : List.of(joined));
  }

  private boolean isAt(List<String> text, int from) {
    int last = words.size() - 1;
    for (int i = 0; i < last; i++) {
      if (!text.get(from + i).equals(words.get(i))) {
        return false;
      }
    }
    String word = text.get(from + last);
    return isPrefix ? word.startsWith(words.get(last)) : word.equals(words.get(last));
  }
}
