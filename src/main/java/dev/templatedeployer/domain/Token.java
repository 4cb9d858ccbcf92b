package dev.templatedeployer.domain;

/// Names one start of a deployment's template. Grows with every start, so that a report of an older
/// one can be told apart.
///
/// @param attempt from 1, counted over the whole life of the deployment
/// @param drive from 1 in each attempt; higher when the same attempt was started again after a loss
public record Token(int attempt, int drive) implements Comparable<Token> {

  /// The very first start.
  public static final Token FIRST = new Token(1, 1);

  /// The first start of the next attempt.
  public Token nextAttempt() {
    return new Token(attempt + 1, 1);
  }

  /// The next start of the same attempt.
  public Token nextDrive() {
    return new Token(attempt, drive + 1);
  }

  @Override
  public int compareTo(Token other) {
    return attempt != other.attempt
        ? Integer.compare(attempt, other.attempt)
        : Integer.compare(drive, other.drive);
  }

  @Override
  public String toString() {
    return attempt + "." + drive;
  }
}
