package dev.templatedeployer.query.filter;

/// Why a text is no filter. The message is a sentence for whoever wrote it: it names the word, its
/// column, and what is possible.
public final class BadFilter extends Exception {

  private static final long serialVersionUID = 1;

  private final Kind kind;
  private final int offset;
  private final int length;

  /// What is wrong.
  public enum Kind {
    /// There is no such field.
    UNKNOWN_FIELD,
    /// The field takes other values.
    BAD_VALUE,
    /// Something is missing, or stands where it cannot stand.
    BAD_SYNTAX,
    /// There is too much of something.
    TOO_LONG
  }

  /// @param offset where the wrong word begins, from 0
  /// @param length how long it is; at least 1, also at the end of the text
  BadFilter(Kind kind, int offset, int length, String sentence) {
    super(sentence);
    this.kind = kind;
    this.offset = offset;
    this.length = Math.max(1, length);
  }

  /// What is wrong.
  public Kind kind() {
    return kind;
  }

  /// Where the wrong word begins, in characters from 0.
  public int offset() {
    return offset;
  }

  /// How many characters the wrong word has, at least 1.
  public int length() {
    return length;
  }

  /// The sentence.
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
