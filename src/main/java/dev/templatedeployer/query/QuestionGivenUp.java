package dev.templatedeployer.query;

import java.time.Duration;

/// A question that was not answered, since it would have cost too much. Says in a sentence for the
/// asker which limit it met, and what to do.
public final class QuestionGivenUp extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;

  private QuestionGivenUp(String code, String sentence) {
    super(sentence);
    this.code = code;
  }

  /// It took longer than `limit`.
  public static QuestionGivenUp takesTooLong(Duration limit) {
    return new QuestionGivenUp(
        "QUESTION_TOO_LONG",
        "The question took longer than %d ms, which is all that one may take. Narrow it, as by 'template:', 'owner:' or 'age:<1d', or ask for fewer values at once."
            .formatted(limit.toMillis()));
  }

  /// Nobody could be found to answer it within `patience`.
  ///
  /// @param atOnce how many questions are answered at once
  public static QuestionGivenUp waitedTooLong(Duration patience, int atOnce) {
    return new QuestionGivenUp(
        "TOO_MANY_QUESTIONS",
        "The question waited %d ms for its turn, since only %d are answered at once. Ask fewer at the same time, or again in a moment."
            .formatted(patience.toMillis(), atOnce));
  }

  /// A stable upper-case name of the limit.
  public String code() {
    return code;
  }
}
