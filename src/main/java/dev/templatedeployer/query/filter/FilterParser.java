package dev.templatedeployer.query.filter;

import dev.templatedeployer.query.filter.BadFilter.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads a filter from left to right: finds the terms and leaves the meaning of their values to
/// [Values].
final class FilterParser {

  /// The most values of a term.
  private static final int MAX_VALUES = 50;

  private final String text;
  private final Values values;
  private int at;

  FilterParser(String text, Instant now) {
    this.text = text;
    this.values = new Values(now);
  }

  /// All terms.
  List<Term> terms() throws BadFilter {
    if (text.length() > Filter.MAX_LENGTH) {
      throw new BadFilter(
          Kind.TOO_LONG,
          Filter.MAX_LENGTH,
          text.length() - Filter.MAX_LENGTH,
          "The filter has %d characters, and at most %d are read. Make it shorter."
              .formatted(text.length(), Filter.MAX_LENGTH));
    }
    var terms = new ArrayList<Term>();
    skipSpace();
    while (at < text.length()) {
      int from = at;
      terms.add(term());
      if (terms.size() > Filter.MAX_TERMS) {
        throw bad(
            Kind.TOO_LONG,
            from,
            "begins one term too many: at most %d are read. Leave some out, or list values by commas."
                .formatted(Filter.MAX_TERMS));
      }
      skipSpace();
    }
    Optional<String> objection = Weight.objection(terms);
    if (objection.isPresent()) {
      throw new BadFilter(Kind.TOO_LONG, 0, text.length(), objection.get());
    }
    return terms;
  }

  private Term term() throws BadFilter {
    refuseOperators();
    boolean isNegated = negation();
    int from = at;
    int colon = fieldEnd();
    if (colon < 0) {
      return new Term(isNegated, values.says(list(from)));
    }
    at = colon + 1;
    return new Term(isNegated, criterion(from, colon));
  }

  private Criterion criterion(int from, int colon) throws BadFilter {
    var field = new Letters(text.substring(from, colon), "", from, colon);
    FieldWord word = FieldWord.of(field);
    int valuesFrom = at;
    if (at == text.length() || Character.isWhitespace(text.charAt(at))) {
      throw new BadFilter(
          Kind.BAD_SYNTAX,
          from,
          at - from,
          "'%s:' at column %d needs a value right behind the colon, such as '%s'."
              .formatted(field.text(), from + 1, word.example()));
    }
    return values.criterion(word, list(valuesFrom));
  }

  /// A `-`, or a word `NOT`, before the term.
  private boolean negation() throws BadFilter {
    int from = at;
    if (text.charAt(at) == '-') {
      at++;
    } else if (wordAt().equals("NOT")) {
      at += "NOT".length();
      skipSpace();
    } else {
      return false;
    }
    if (at == text.length() || Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '-') {
      throw bad(Kind.BAD_SYNTAX, from, "needs a term behind it, such as '-status:completed'.");
    }
    return true;
  }

  private void refuseOperators() throws BadFilter {
    String word = wordAt();
    switch (word) {
      case "OR" ->
          throw bad(
              Kind.BAD_SYNTAX,
              at,
              "does not join terms. List values by commas, such as 'status:failed,cancelled', or write it in quotes to look for the word.");
      case "AND" ->
          throw bad(
              Kind.BAD_SYNTAX,
              at,
              "is not needed, since all terms have to be true. Leave it out, or write it in quotes to look for the word.");
      default -> {
        if (word.startsWith("(") || word.startsWith(")")) {
          throw bad(
              Kind.BAD_SYNTAX,
              at,
              "begins with a parenthesis, and terms are not grouped. List values by commas, or use quotes to look for words.");
        }
      }
    }
  }

  /// Values parted by commas, up to the next space.
  private List<Letters> list(int from) throws BadFilter {
    var list = new ArrayList<Letters>();
    at = from;
    while (true) {
      Letters value = value();
      if (value.isMissing()) {
        throw new BadFilter(
            Kind.BAD_SYNTAX,
            Math.min(at, text.length() - 1),
            1,
            "A value is missing beside the comma at column %d. Add it, or leave the comma out."
                .formatted(Math.min(at, text.length() - 1) + 1));
      }
      list.add(value);
      if (list.size() > MAX_VALUES) {
        throw value.bad(
            Kind.TOO_LONG, "is one value too many: at most %d are read.".formatted(MAX_VALUES));
      }
      if (at == text.length() || text.charAt(at) != ',') {
        return list;
      }
      at++;
    }
  }

  private Letters value() throws BadFilter {
    int from = at;
    var letters = new StringBuilder();
    var marks = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == ',' || Character.isWhitespace(c)) {
        break;
      }
      if (c == '"') {
        quoted(letters, marks);
      } else {
        letters.append(c);
        marks.append(Letters.PLAIN);
        at++;
      }
    }
    return new Letters(letters.toString(), marks.toString(), from, at);
  }

  private void quoted(StringBuilder letters, StringBuilder marks) throws BadFilter {
    int from = at;
    at++;
    while (at < text.length() && text.charAt(at) != '"') {
      char mark = Letters.QUOTED;
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        at++;
        mark = Letters.ESCAPED;
      }
      letters.append(text.charAt(at));
      marks.append(mark);
      at++;
    }
    if (at == text.length()) {
      throw new BadFilter(
          Kind.BAD_SYNTAX,
          from,
          text.length() - from,
          "The quote at column %d is never closed. Add a '\"' where it ends.".formatted(from + 1));
    }
    at++;
  }

  /// Where the colon behind the name of a field is, or -1 if the term begins with no name.
  private int fieldEnd() {
    int end = at;
    while (end < text.length() && isOfName(text.charAt(end))) {
      end++;
    }
    return end > at && end < text.length() && text.charAt(end) == ':' ? end : -1;
  }

  private static boolean isOfName(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private String wordAt() {
    int end = wordEnd(at);
    return text.substring(at, end);
  }

  private int wordEnd(int from) {
    int end = from;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private BadFilter bad(Kind kind, int from, String why) {
    int end = wordEnd(from);
    return new Letters(text.substring(from, end), "", from, end).bad(kind, why);
  }
}
