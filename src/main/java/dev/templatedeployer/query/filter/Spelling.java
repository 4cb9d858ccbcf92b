package dev.templatedeployer.query.filter;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// How values are written so that they read back as they were: in quotes if they have to be.
final class Spelling {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._:/@+-]*");

  private Spelling() {}

  /// A text without gaps.
  static String ofLiteral(String literal) {
    return of(List.of(literal));
  }

  /// Literals with a gap between each two.
  static String of(List<String> literals) {
    boolean isPlain = literals.stream().allMatch(literal -> PLAIN.matcher(literal).matches());
    boolean isEmpty = literals.size() == 1 && literals.getFirst().isEmpty();
    String text = literals.stream().map(Spelling::escaped).collect(Collectors.joining("*"));
    return isPlain && !isEmpty ? text : '"' + text + '"';
  }

  private static String escaped(String literal) {
    return literal.replace("\\", "\\\\").replace("\"", "\\\"").replace("*", "\\*");
  }
}
