package dev.templatedeployer.explain;

import dev.templatedeployer.domain.DeploymentEvent;
import dev.templatedeployer.domain.DeploymentEvent.AttemptFailed;
import dev.templatedeployer.domain.DeploymentEvent.CancelRequested;
import dev.templatedeployer.domain.DeploymentEvent.Cancelled;
import dev.templatedeployer.domain.DeploymentEvent.Completed;
import dev.templatedeployer.domain.DeploymentEvent.Dispatched;
import dev.templatedeployer.domain.DeploymentEvent.Failed;
import dev.templatedeployer.domain.DeploymentEvent.Redriven;
import dev.templatedeployer.domain.DeploymentEvent.Requested;
import dev.templatedeployer.domain.DeploymentEvent.Retried;
import dev.templatedeployer.domain.DeploymentEvent.Started;
import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.domain.DeploymentRecords;
import dev.templatedeployer.domain.Failure;
import dev.templatedeployer.domain.Phase;
import dev.templatedeployer.domain.Token;
import dev.templatedeployer.wire.RecordedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why a deployment is where it is, told event by event for people who were not there, and in the
/// end what comes next.
public final class Account {

  private Account() {}

  /// Tells the story of `events`.
  ///
  /// @param events all events of one deployment, in order, at least one
  /// @param now when it is told
  public static List<Sentence> of(List<RecordedEvent> events, Instant now) {
    var sentences = new ArrayList<Sentence>();
    DeploymentRecord record = null;
    for (RecordedEvent recorded : events) {
      DeploymentEvent event = recorded.event();
      String text = record == null ? beginning(event) : text(record, event);
      sentences.add(new Sentence(event.at(), recorded.version(), recorded.cause(), text));
      record = DeploymentRecords.evolve(record, event);
    }
    if (record == null) {
      throw new IllegalArgumentException(
          "There is nothing to tell of a deployment without events.");
    }
    sentences.add(new Sentence(now, null, null, Outlook.of(record, now)));
    return List.copyOf(sentences);
  }

  private static String beginning(DeploymentEvent event) {
    if (!(event instanceof Requested e)) {
      return "The log begins with %s. What came before is lost."
          .formatted(event.getClass().getSimpleName());
    }
    Instant deadline = e.request().deadline();
    return "Asked for by '%s' for the owner '%s', from the template '%s' %s.%s%s"
        .formatted(
            e.caller(),
            e.request().owner().text(),
            e.request().template(),
            e.terms().templateVersion(),
            e.startAt().isAfter(e.at())
                ? " It was not to start before %s.".formatted(e.startAt())
                : " Attempt 1 was handed to the executors at once.",
            deadline == null ? "" : " No attempt may start after %s.".formatted(deadline));
  }

  /// @param before where it stood before `event`
  private static String text(DeploymentRecord before, DeploymentEvent event) {
    return switch (event) {
      case Requested _ -> "It was asked for a second time, which no rule allows.";
      case Dispatched e -> dispatched(before, e);
      case Started e -> started(before, e);
      case Redriven e -> redriven(before, e);
      case AttemptFailed e ->
          "%s It may succeed another time, so attempt %d was planned for %s, %s later."
              .formatted(
                  failed(e.token(), e.failure(), e.startedAt(), e.endedAt()),
                  e.token().attempt() + 1,
                  e.nextAttemptAt(),
                  length(e.at(), e.nextAttemptAt()));
      case Completed e -> completed(before, e);
      case Failed e ->
          failed(e.token(), e.failure(), e.startedAt(), e.endedAt()) + whyForGood(before, e);
      case Retried e ->
          "'%s' asked for another run, because: %s. Attempt %d began run %d and was handed to the executors at once."
              .formatted(
                  e.caller(), withoutFullStop(e.reason()), e.token().attempt(), before.run() + 1);
      case CancelRequested e ->
          "'%s' wanted it given up, because: %s. Attempt %d was %s and was told to stop; it counts all the same if it succeeds."
              .formatted(
                  e.caller(),
                  withoutFullStop(e.reason()),
                  before.token().attempt(),
                  before.phase() instanceof Phase.Running ? "running" : "with the executors");
      case Cancelled e -> cancelled(before, e);
    };
  }

  private static String dispatched(DeploymentRecord before, Dispatched e) {
    return before.phase() instanceof Phase.Dispatched
        ? "Nobody had begun attempt %d within %s, so its work was handed out again, as drive %d."
            .formatted(
                e.token().attempt(),
                Lengths.of(before.terms().policy().startTimeout()),
                e.token().drive())
        : "The wait was over, and attempt %d was handed to the executors."
            .formatted(e.token().attempt());
  }

  private static String started(DeploymentRecord before, Started e) {
    String what = start(e.token());
    return switch (before.phase()) {
      case Phase.Dispatched(var at) -> began(e, what, at);
      case Phase.Redispatched(var at) -> began(e, what, at);
      default -> "The executor '%s' began %s.".formatted(e.executor(), what);
    };
  }

  private static String began(Started e, String what, Instant handedOut) {
    return "The executor '%s' began %s. It was heard of %s after the work was handed out."
        .formatted(e.executor(), what, length(handedOut, e.at()));
  }

  private static String redriven(DeploymentRecord before, Redriven e) {
    String again =
        "so attempt %d was handed out again, as drive %d of at most %d."
            .formatted(e.token().attempt(), e.token().drive(), before.terms().policy().maxDrives());
    return before.phase() instanceof Phase.Running(var executor, _)
        ? "Nothing was heard of the executor '%s' since %s, which is longer than the lease of %s, %s"
            .formatted(executor, e.lastSeenAt(), Lengths.of(before.terms().policy().lease()), again)
        : "Nobody had begun %s within %s, %s"
            .formatted(
                start(before.token()), Lengths.of(before.terms().policy().startTimeout()), again);
  }

  private static String completed(DeploymentRecord before, Completed e) {
    String canister = "The canister is '%s'.".formatted(before.canisterId().text());
    String took = length(e.startedAt(), e.endedAt());
    if (before.status().isTerminal()) {
      return "%s succeeded after all, having taken %s, although it had been given up. This takes the place of the %s. %s"
          .formatted(
              capitalised(start(e.token())),
              took,
              before.phase() instanceof Phase.Cancelled ? "cancellation" : "failure",
              canister);
    }
    return e.token().equals(before.token())
        ? "Attempt %d succeeded after %s. %s".formatted(e.token().attempt(), took, canister)
        : "%s succeeded after all, having taken %s, although it had been given up; so nothing more is tried. %s"
            .formatted(capitalised(start(e.token())), took, canister);
  }

  private static String failed(
      Token token, Failure failure, @Nullable Instant startedAt, Instant endedAt) {
    return "Attempt %d %s with %s: %s."
        .formatted(
            token.attempt(),
            startedAt == null
                ? "ended before it began,"
                : "failed after %s".formatted(length(startedAt, endedAt)),
            failure.code(),
            withoutFullStop(failure.message()));
  }

  private static String whyForGood(DeploymentRecord before, Failed e) {
    if (e.failure().code().equals(Failure.DEADLINE_PASSED)) {
      return " So the deployment failed.";
    }
    if (!e.failure().retryable()) {
      return " Trying again would not help, so the deployment failed.";
    }
    int most = before.terms().policy().maxAttempts();
    if (before.attemptsOfRun() >= most) {
      return most == 1
          ? " There was only this attempt, so the deployment failed."
          : " It was the last of %d attempts, so the deployment failed.".formatted(most);
    }
    Instant deadline = before.deadline();
    return deadline == null
        ? " The deployment failed."
        : " The next attempt would not have come before the deadline, %s, so the deployment failed."
            .formatted(deadline);
  }

  private static String cancelled(DeploymentRecord before, Cancelled e) {
    String why = "because: %s.".formatted(withoutFullStop(e.reason()));
    return before.cancel() != null
        ? "Attempt %d %s, and so the deployment was given up, as '%s' had wanted, %s"
            .formatted(
                e.token().attempt(),
                before.phase() instanceof Phase.Running
                    ? "ended without success"
                    : "was not begun, as far as the executors said",
                e.caller(),
                why)
        : "'%s' gave it up while nothing ran, %s".formatted(e.caller(), why);
  }

  private static String start(Token token) {
    return token.drive() == 1
        ? "attempt %d".formatted(token.attempt())
        : "drive %d of attempt %d".formatted(token.drive(), token.attempt());
  }

  private static String capitalised(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  private static String length(Instant from, Instant to) {
    Duration between = Durations.between(from, to);
    return Lengths.of(between);
  }

  private static String withoutFullStop(String text) {
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }
}
