package dev.templatedeployer.execute;

import dev.templatedeployer.domain.Failure;
import dev.templatedeployer.template.PermanentFailure;
import dev.templatedeployer.template.RetryableFailure;
import dev.templatedeployer.template.TemplateFailure;
import dev.templatedeployer.template.catalog.UnreadableConfig;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is made of something that a template threw, whatever it is.
///
/// @param retryAfter the wait that the template asked for, or null if it named none
record Diagnosis(Failure failure, @Nullable Duration retryAfter) {

  /// The stored config is not what the template reads any more.
  static final String INVALID_CONFIG = "INVALID_CONFIG";

  /// A class or method that the template needs is missing.
  static final String TEMPLATE_BROKEN = "TEMPLATE_BROKEN";

  /// The template was interrupted by something other than this executor.
  static final String INTERRUPTED = "INTERRUPTED";

  /// The run was stopped because nobody waits for it any more.
  static final String STOPPED = "STOPPED";

  /// Anything that no template should throw.
  static final String UNEXPECTED = "UNEXPECTED";

  /// Longer waits are meant as never.
  private static final Duration LONGEST_WAIT = Duration.ofDays(365);

  private Diagnosis(Failure failure) {
    this(failure, null);
  }

  static Diagnosis of(Throwable thrown) {
    return switch (thrown) {
      case PermanentFailure failure -> new Diagnosis(named(failure, false));
      case RetryableFailure failure -> new Diagnosis(named(failure, true), wait(failure));
      case UnreadableConfig unreadable ->
          permanent(
              INVALID_CONFIG,
              message(unreadable)
                  + " It was right when the deployment was accepted, so the template has changed"
                  + " since. Send a new deployment.");
      case InterruptedException _ ->
          retryable(INTERRUPTED, "The template was interrupted, and not by its executor.");
      case LinkageError error ->
          permanent(
              TEMPLATE_BROKEN,
              "The template lacks a class or method that it needs: %s. Repair its jar, then retry."
                  .formatted(described(error)));
      case Throwable unexpected ->
          retryable(
              UNEXPECTED,
              "The template threw %s. No template should: tell its author."
                  .formatted(described(unexpected)));
    };
  }

  /// A run that was interrupted at its time limit.
  static Diagnosis timedOut(Duration limit) {
    return retryable(
        Failure.TIMED_OUT,
        "The template did not end within its time limit of %s.".formatted(limit));
  }

  /// A run that was interrupted, or never begun, because it was to be stopped.
  static Diagnosis stopped() {
    return retryable(STOPPED, "The run was stopped before it ended.");
  }

  /// A start that came too late.
  static Diagnosis deadlinePassed(Instant deadline) {
    return permanent(
        Failure.DEADLINE_PASSED,
        "The deadline %s passed before the template was called.".formatted(deadline));
  }

  /// Whether it points to a mistake in the template, so that its stack trace is worth keeping.
  boolean isMistakeOfTheTemplate() {
    return failure.code().equals(UNEXPECTED) || failure.code().equals(TEMPLATE_BROKEN);
  }

  private static Failure named(TemplateFailure failure, boolean retryable) {
    @Nullable String code = failure.code();
    return new Failure(
        code == null || code.isBlank() ? UNEXPECTED : code, message(failure), retryable);
  }

  private static @Nullable Duration wait(RetryableFailure failure) {
    Duration asked = failure.retryAfter();
    return asked == null || asked.isNegative() ? null : shorter(asked, LONGEST_WAIT);
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private static Diagnosis permanent(String code, String message) {
    return new Diagnosis(new Failure(code, message, false));
  }

  private static Diagnosis retryable(String code, String message) {
    return new Diagnosis(new Failure(code, message, true));
  }

  private static String described(Throwable thrown) {
    return thrown.getClass().getName() + ": " + message(thrown);
  }

  /// Even asking for the message may fail.
  private static String message(Throwable thrown) {
    try {
      String message = thrown.getMessage();
      return message == null || message.isBlank() ? "it gave no reason" : message;
    } catch (RuntimeException | LinkageError | StackOverflowError _) {
      return "it gave no reason";
    }
  }
}
