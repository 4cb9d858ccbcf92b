package dev.templatedeployer.template.catalog;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// Rewrites a pattern of `java.util.regex` for RE2, so that both match the same texts; or finds
/// that RE2 cannot do it.
///
/// The two differ in what `.` and `\s` stand for, in flags, and in character classes within
/// classes. RE2 writes counted repetitions out, so a pattern that would get too large is left alone
/// as well.
final class LinearPattern {

  private static final String DOT = "[^\\n\\r\\x{85}\\x{2028}\\x{2029}]";
  private static final String SPACE_IN_CLASS = "\\t-\\r ";
  private static final String NO_SPACE_IN_CLASS = "\\x00-\\x08\\x0e-\\x1f!-\\x{10ffff}";

  /// How large a pattern may get, in characters and classes to be matched.
  private static final long MOST_PARTS = 10_000;

  private final String regex;
  private final StringBuilder rewritten = new StringBuilder();

  /// The size of what was read of each group that is open, the innermost first.
  private final Deque<Long> sizes = new ArrayDeque<>();

  private int at;
  private boolean isAlike = true;

  private LinearPattern(String regex) {
    this.regex = regex;
    sizes.push(0L);
  }

  /// `regex`, which `java.util.regex` understands, for RE2.
  static Optional<Pattern> of(String regex) {
    var pattern = new LinearPattern(regex);
    pattern.rewrite();
    if (!pattern.isAlike) {
      return Optional.empty();
    }
    try {
      return Optional.of(Pattern.compile(pattern.rewritten.toString()));
    } catch (PatternSyntaxException e) {
      return Optional.empty();
    }
  }

  private void rewrite() {
    while (isAlike && at < regex.length()) {
      switch (regex.charAt(at)) {
        case '(' -> openGroup();
        case ')' -> closeGroup();
        case '[' -> add(this::characterClass);
        case '\\' -> add(() -> escape(false));
        case '.' -> add(() -> replace(1, DOT));
        default -> add(() -> copy(1));
      }
    }
  }

  private void openGroup() {
    isAlike = !regex.startsWith("(?", at) || regex.startsWith("(?:", at);
    sizes.push(0L);
    copy(regex.startsWith("(?:", at) ? 3 : 1);
  }

  private void closeGroup() {
    copy(1);
    count(sizes.pop());
  }

  private void add(Runnable part) {
    part.run();
    count(1);
  }

  /// Adds what was just read, `size` large, to its group, as often as the number behind it says.
  private void count(long size) {
    long times = 1;
    if (is('{')) {
      String bounds = regex.substring(at + 1, Math.max(at + 1, regex.indexOf('}', at)));
      String most = bounds.substring(bounds.lastIndexOf(',') + 1).strip();
      times = most.isEmpty() ? 1 : Long.parseLong(most);
    }
    sizes.push(sizes.pop() + Math.min(size * times, 2 * MOST_PARTS));
    isAlike &= sizes.element() <= MOST_PARTS;
  }

  private void characterClass() {
    copy(1);
    if (is('^')) {
      copy(1);
    }
    isAlike &= !is(']');
    while (isAlike && !is(']')) {
      isAlike = at < regex.length() && !is('[') && !regex.startsWith("&&", at);
      if (is('\\')) {
        escape(true);
      } else {
        copy(1);
      }
    }
    copy(1);
  }

  private void escape(boolean isInClass) {
    switch (at + 1 < regex.length() ? regex.charAt(at + 1) : 0) {
      case 's' -> replace(2, isInClass ? SPACE_IN_CLASS : "[" + SPACE_IN_CLASS + "]");
      case 'S' -> replace(2, isInClass ? NO_SPACE_IN_CLASS : "[" + NO_SPACE_IN_CLASS + "]");
      case 'p', 'P', 'x' ->
          copy(regex.startsWith("{", at + 2) ? regex.indexOf('}', at) + 1 - at : 2);
      case 'Q', 'v', 'C' -> isAlike = false; // each is something else to one of the two
      default -> copy(2);
    }
  }

  private boolean is(char c) {
    return at < regex.length() && regex.charAt(at) == c;
  }

  private void copy(int length) {
    int end = Math.min(regex.length(), at + Math.max(1, length));
    replace(end - at, regex.substring(at, end));
  }

  private void replace(int length, String text) {
    rewritten.append(text);
    at += length;
  }
}
