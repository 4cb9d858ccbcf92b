package dev.templatedeployer.query.filter;

import java.util.ArrayList;
import java.util.List;

/// A part of a filter's text as it was meant: quotes are gone, and what stood in them is marked.
///
/// @param text the letters
/// @param marks one for each letter: how it was written
/// @param offset where it begins in the filter
/// @param end where it ends in the filter
record Letters(String text, String marks, int offset, int end) {

  /// Written outside of quotes, where operators mean something.
  static final char PLAIN = 'p';

  /// Written in quotes.
  static final char QUOTED = 'q';

  /// Written in quotes behind a backslash, which takes its meaning from a `*`.
  static final char ESCAPED = 'e';

  /// Whether there is nothing, not even quotes.
  boolean isMissing() {
    return offset == end;
  }

  /// Where `letter` first stands outside of quotes, or -1.
  int plain(char letter) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == letter && marks.charAt(i) == PLAIN) {
        return i;
      }
    }
    return -1;
  }

  /// Whether it begins with `start`, outside of quotes.
  boolean startsPlainly(String start) {
    return text.startsWith(start)
        && marks.chars().limit(start.length()).allMatch(mark -> mark == PLAIN);
  }

  /// The letters before the one at `index`.
  Letters before(int index) {
    return new Letters(text.substring(0, index), marks.substring(0, index), offset, end);
  }

  /// The letters from the one at `index`.
  Letters from(int index) {
    return new Letters(text.substring(index), marks.substring(index), offset, end);
  }

  /// Its letters, with gaps where a `*` stands for some.
  Glob glob() throws BadFilter {
    List<String> literals = literals();
    if (literals.size() - 1 > Glob.MAX_GAPS) {
      throw bad(
          BadFilter.Kind.TOO_LONG,
          "has more than %d '*'. Leave some out.".formatted(Glob.MAX_GAPS));
    }
    return new Glob(literals);
  }

  /// What stands between the `*`.
  List<String> literals() {
    var literals = new ArrayList<String>();
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '*' && marks.charAt(i) != ESCAPED) {
        literals.add(text.substring(from, i));
        from = i + 1;
      }
    }
    literals.add(text.substring(from));
    return literals;
  }

  /// That it is wrong.
  ///
  /// @param why the end of a sentence that begins with the text
  BadFilter bad(BadFilter.Kind kind, String why) {
    return new BadFilter(
        kind, offset, end - offset, "'%s' at column %d %s".formatted(text, offset + 1, why));
  }
}
