package dev.templatedeployer.query;

import dev.templatedeployer.query.filter.Glob;
import dev.templatedeployer.query.filter.Phrase;
import java.util.List;
import java.util.stream.Collectors;

/// The SQL of questions that SQLite has and others have not. All of it is here, but for what
/// [Tables] creates; [Dialect] puts it into the words of others.
final class SqliteDialect {

  /// The greatest character, behind everything that continues a prefix.
  private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

  private SqliteDialect() {}

  /// A table that has to be read through an index.
  static String through(String table, String index) {
    return table + " INDEXED BY " + index;
  }

  /// Two tables that have to be read in this order.
  static String inOrder(String first, String second) {
    return first + " CROSS JOIN " + second;
  }

  /// Whether a text looks like `glob`, which has a gap, letter for letter.
  static String isLike(String text, Glob glob, Bindings bindings) {
    return "%s GLOB %s".formatted(text, bindings.name(globPattern(glob)));
  }

  /// Whether a column looks like `glob` if A and a are the same letter, and so on to Z.
  static String isLikeIgnoringCase(String column, Glob glob, Bindings bindings) {
    return "%s LIKE %s ESCAPE '!'".formatted(column, bindings.name(likePattern(glob)));
  }

  /// Whether a column begins with `prefix`, so that an index helps.
  static String beginsWith(String column, String prefix, Bindings bindings) {
    return "%s >= %s AND %s < %s"
        .formatted(column, bindings.name(prefix), column, bindings.name(prefix + LAST));
  }

  /// The content of a label, or null. However many are asked for, SQLite reads the JSON of a row
  /// once: a statement remembers the last texts that it has parsed.
  static String label(String row, String name, Bindings bindings) {
    return "json_extract(%s.labels, '$.' || json_quote(%s))".formatted(row, bindings.name(name));
  }

  /// Which rows of `failure_words` say one of `phrases`.
  static String says(List<Phrase> phrases, Bindings bindings) {
    return "failure_words MATCH "
        + bindings.name(
            phrases.stream().map(SqliteDialect::ftsPhrase).collect(Collectors.joining(" OR ")));
  }

  private static String ftsPhrase(Phrase phrase) {
    return '"' + String.join(" ", phrase.words()) + '"' + (phrase.isPrefix() ? " *" : "");
  }

  private static String globPattern(Glob glob) {
    return glob.literals().stream()
        .map(literal -> literal.replaceAll("[*?\\[]", "[$0]"))
        .collect(Collectors.joining("*"));
  }

  private static String likePattern(Glob glob) {
    return glob.literals().stream()
        .map(literal -> literal.replaceAll("[%_!]", "!$0"))
        .collect(Collectors.joining("%"));
  }
}
