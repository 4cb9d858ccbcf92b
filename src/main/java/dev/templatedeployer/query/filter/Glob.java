package dev.templatedeployer.query.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A text with gaps, each of which stands for any letters, also none.
///
/// @param literals what stands between the gaps: one text if there is no gap, and an empty first or
///   last one if it begins or ends with a gap
public record Glob(List<String> literals) {

  /// The most gaps, so that no text takes long to compare.
  public static final int MAX_GAPS = 8;

  /// @param literals at least one; empty ones between two others are left out
  public Glob {
    var kept = new ArrayList<String>();
    for (int i = 0; i < literals.size(); i++) {
      if (i == 0 || i == literals.size() - 1 || !literals.get(i).isEmpty()) {
        kept.add(literals.get(i));
      }
    }
    literals = List.copyOf(kept);
  }

  /// The glob that only `text` matches.
  public static Glob exactly(String text) {
    return new Glob(List.of(text));
  }

  /// Whether it has no gap, so that only its one literal matches.
  public boolean isExact() {
    return literals.size() == 1;
  }

  /// What every match begins with.
  public String prefix() {
    return literals.getFirst();
  }

  /// Whether `text` fits.
  public boolean matches(String text) {
    if (isExact()) {
      return text.equals(prefix());
    }
    String last = literals.getLast();
    if (!text.startsWith(prefix()) || text.length() < prefix().length() + last.length()) {
      return false;
    }
    int from = prefix().length();
    for (String literal : literals.subList(1, literals.size() - 1)) {
      int found = text.indexOf(literal, from);
      if (found < 0) {
        return false;
      }
      from = found + literal.length();
    }
    return text.length() - last.length() >= from && text.endsWith(last);
  }

  /// Whether `text` fits if A and a are the same letter, and so on to Z.
  public boolean matchesIgnoringCase(String text) {
    return new Glob(literals.stream().map(Glob::folded).toList()).matches(folded(text));
  }

  /// The canonical text.
  String text() {
    return Spelling.of(literals);
  }

  @Override
  public String toString() {
    return literals.stream().collect(Collectors.joining("*"));
  }

  private static String folded(String text) {
    var folded = new StringBuilder(text);
    for (int i = 0; i < folded.length(); i++) {
      char c = folded.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        folded.setCharAt(i, (char) (c + ('a' - 'A')));
      }
    }
    return folded.toString();
  }
}
