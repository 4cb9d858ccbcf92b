package dev.templatedeployer.domain;

import static dev.templatedeployer.domain.Refusal.Kind.CONFLICT;
import static dev.templatedeployer.domain.Refusal.Kind.NOT_CANCELLABLE;
import static dev.templatedeployer.domain.Refusal.Kind.NOT_FOUND;
import static dev.templatedeployer.domain.Refusal.Kind.NOT_RETRYABLE;

import dev.templatedeployer.domain.DeploymentCommand.Cancel;
import dev.templatedeployer.domain.DeploymentCommand.Deploy;
import dev.templatedeployer.domain.DeploymentCommand.Due;
import dev.templatedeployer.domain.DeploymentCommand.Heartbeat;
import dev.templatedeployer.domain.DeploymentCommand.Report;
import dev.templatedeployer.domain.DeploymentCommand.Retry;
import dev.templatedeployer.domain.DeploymentCommand.Succeeded;
import dev.templatedeployer.domain.DeploymentCommand.WorkLost;
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
import dev.templatedeployer.identity.CanisterIds;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The life of a deployment: what a command causes.
///
/// ```text
/// (none) --Deploy--> PENDING --Started--> PROCESSING --Succeeded--> COMPLETED
///                     ^   ^                |   |
///                     |   '-failed, again--'   '--failed for good--> FAILED
///                     '---------------------Retry--------------------'
///
/// waiting --Cancel--> CANCELLED
/// with the executors --Cancel--> told to stop --no success is reported--> CANCELLED
///
/// FAILED or CANCELLED, or any later attempt --Succeeded, of whichever start--> COMPLETED
/// ```
///
/// A success is a fact: the canister exists, and has the same id in every attempt. So it counts
/// whenever it is heard of, also from a start that was given up. Anything else that an older start
/// reports changes nothing.
///
/// A command that arrives twice is accepted twice and causes events once, so redelivery is safe.
/// What the events then make of the record is in [DeploymentRecords#evolve].
public final class Deployments {

  private Deployments() {}

  /// Says what `command` causes.
  ///
  /// @param record where the deployment stands, or null if nothing is known of it
  public static Decision decide(@Nullable DeploymentRecord record, DeploymentCommand command) {
    if (record == null) {
      return switch (command) {
        case Deploy deploy -> accept(requested(deploy));
        case Retry _, Cancel _ -> refuse(NOT_FOUND, notFound(command));
        case Report _, Due _, WorkLost _ -> accept();
      };
    }
    return switch (command) {
      case Deploy deploy -> deployAgain(record, deploy);
      case Retry retry -> retry(record, retry);
      case Cancel cancel -> cancel(record, cancel);
      case Due due -> due(record, due);
      case WorkLost lost -> workLost(record, lost);
      case Report report -> {
        int age = report.token().compareTo(record.token());
        yield age == 0 ? report(record, report) : age < 0 ? olderReport(record, report) : accept();
      }
    };
  }

  /// The end of a deployment whose template is not here any more, and did not come back in time.
  public static DeploymentEvent templateMissing(DeploymentRecord record, Instant at) {
    var failure =
        new Failure(
            Failure.TEMPLATE_MISSING,
            "The template '%s' is not here any more. Put its folder or jar back, restart the service, and retry the deployment."
                .formatted(record.request().template()),
            false);
    return attemptEnded(record, failure, null, record.startedAt(), at, at);
  }

  private static Requested requested(Deploy deploy) {
    Instant notBefore = deploy.request().notBefore();
    return new Requested(
        deploy.id(),
        deploy.request(),
        deploy.caller(),
        deploy.terms(),
        CanisterIds.of(deploy.id().value()),
        notBefore == null || notBefore.isBefore(deploy.at()) ? deploy.at() : notBefore,
        deploy.at());
  }

  /// When a deployment was asked for is nobody's business but its caller's.
  private static Decision deployAgain(DeploymentRecord record, Deploy deploy) {
    if (record.request().equals(deploy.request()) && record.caller().equals(deploy.caller())) {
      return accept();
    }
    return refuse(
        CONFLICT,
        ("Cannot take the deployment '%s': the id belongs to another request%s. Send yours under a new id,"
                + " or resend the first one unchanged.")
            .formatted(
                record.id(),
                record.caller().equals(deploy.caller()) ? ", of " + record.createdAt() : ""));
  }

  private static Decision retry(DeploymentRecord record, Retry retry) {
    if (retry.commandId() != null && retry.commandId().equals(record.lastRetryId())) {
      return accept();
    }
    if (hasMovedOn(record, retry.expectedVersion())) {
      return movedOn("retry", record, retry.expectedVersion());
    }
    if (record.status() != Status.FAILED) {
      return refuse(
          NOT_RETRYABLE,
          "Cannot retry the deployment '%s': only a failed deployment can be retried, and this one is %s. %s"
              .formatted(record.id(), record.status(), insteadOfARetry(record.status())));
    }
    return accept(
        new Retried(
            record.token().nextAttempt(),
            retry.commandId(),
            retry.caller(),
            retry.reason(),
            retry.at()));
  }

  private static boolean hasMovedOn(DeploymentRecord record, @Nullable Long expectedVersion) {
    return expectedVersion != null && expectedVersion != record.version();
  }

  private static Decision movedOn(
      String verb, DeploymentRecord record, @Nullable Long expectedVersion) {
    return refuse(
        CONFLICT,
        "Cannot %s the deployment '%s': it was at version %d when this was decided, and is at version %d now, %s. Look at it again, and decide again."
            .formatted(verb, record.id(), expectedVersion, record.version(), record.status()));
  }

  private static String insteadOfARetry(Status status) {
    return switch (status) {
      case PENDING, PROCESSING -> "Wait for it to end, then retry if it failed.";
      case COMPLETED, CANCELLED -> "Send a new deployment under a new id instead.";
      case FAILED -> throw new IllegalStateException("A failed deployment can be retried.");
    };
  }

  private static Decision cancel(DeploymentRecord record, Cancel cancel) {
    if (record.cancel() == null
        && !(record.phase() instanceof Phase.Cancelled)
        && hasMovedOn(record, cancel.expectedVersion())) {
      return movedOn("cancel", record, cancel.expectedVersion());
    }
    return switch (record.phase()) {
      case Phase.Waiting _ ->
          accept(new Cancelled(record.token(), cancel.caller(), cancel.reason(), cancel.at()));
      // Whether an executor has begun it is not known before it says so.
      case Phase.Dispatched _, Phase.Redispatched _, Phase.Running _ ->
          record.cancel() == null
              ? accept(new CancelRequested(cancel.caller(), cancel.reason(), cancel.at()))
              : accept();
      case Phase.Cancelled _ -> accept();
      case Phase.Completed _, Phase.Failed _ ->
          refuse(
              NOT_CANCELLABLE,
              "Cannot cancel the deployment '%s': it has ended, it is %s. There is nothing left to cancel."
                  .formatted(record.id(), record.status()));
    };
  }

  /// A report of a start that was given up for a newer one.
  private static Decision olderReport(DeploymentRecord record, Report report) {
    return report instanceof Succeeded success && record.status() != Status.COMPLETED
        ? accept(completed(success))
        : accept();
  }

  /// A report of the newest start.
  private static Decision report(DeploymentRecord record, Report report) {
    return switch (record.phase()) {
      case Phase.Waiting _ -> accept(); // the start it speaks of has not been handed out
      case Phase.Dispatched _, Phase.Redispatched _ -> firstReport(record, report);
      case Phase.Running _ -> laterReport(record, report);
      case Phase.Failed _, Phase.Cancelled _ ->
          report instanceof Succeeded success ? accept(completed(success)) : accept();
      case Phase.Completed _ -> accept();
    };
  }

  private static Decision firstReport(DeploymentRecord record, Report report) {
    var started = started(report);
    return switch (report) {
      case DeploymentCommand.Started _, Heartbeat _ -> accept(started);
      case Succeeded success -> accept(started, completed(success));
      // Who was told to stop in time has not begun.
      case DeploymentCommand.AttemptFailed failed when record.cancel() != null ->
          accept(failed(record, failed));
      case DeploymentCommand.AttemptFailed failed -> accept(started, failed(record, failed));
    };
  }

  private static Decision laterReport(DeploymentRecord record, Report report) {
    return switch (report) {
      case DeploymentCommand.Started _, Heartbeat _ -> accept();
      case Succeeded success -> accept(completed(success));
      case DeploymentCommand.AttemptFailed failed -> accept(failed(record, failed));
    };
  }

  private static Started started(Report report) {
    String executor =
        switch (report) {
          case DeploymentCommand.Started r -> r.executor();
          case Heartbeat r -> r.executor();
          case Succeeded r -> r.executor();
          case DeploymentCommand.AttemptFailed r -> r.executor();
        };
    return new Started(report.token(), executor, report.startedAt(), report.at());
  }

  private static Completed completed(Succeeded success) {
    return new Completed(
        success.token(), success.details(), success.startedAt(), success.endedAt(), success.at());
  }

  private static DeploymentEvent failed(
      DeploymentRecord record, DeploymentCommand.AttemptFailed failed) {
    return attemptEnded(
        record,
        failed.failure(),
        failed.retryAfterMillis(),
        failed.startedAt(),
        failed.endedAt(),
        failed.at());
  }

  /// The end of an attempt without success: given up, tried again, or failed for good.
  private static DeploymentEvent attemptEnded(
      DeploymentRecord record,
      Failure failure,
      @Nullable Long retryAfterMillis,
      @Nullable Instant startedAt,
      Instant endedAt,
      Instant at) {
    DeploymentRecord.CancelWish cancel = record.cancel();
    if (cancel != null) {
      return givenUp(record, cancel, at);
    }
    Policy policy = record.terms().policy();
    boolean isLast = !failure.retryable() || record.attemptsOfRun() >= policy.maxAttempts();
    Instant next = at.plus(Backoff.after(record, retryAfterMillis));
    Instant deadline = record.deadline();
    if (isLast || (deadline != null && !next.isBefore(deadline))) {
      return new Failed(record.token(), failure, startedAt, endedAt, at);
    }
    return new AttemptFailed(record.token(), failure, startedAt, endedAt, next, at);
  }

  private static Cancelled givenUp(
      DeploymentRecord record, DeploymentRecord.CancelWish wish, Instant at) {
    return new Cancelled(record.token(), wish.caller(), wish.reason(), at);
  }

  private static Decision due(DeploymentRecord record, Due due) {
    Instant dueAt = DueTimes.of(record, due.lastSeenAt());
    if (dueAt == null || due.at().isBefore(dueAt)) {
      return accept();
    }
    DeploymentRecord.CancelWish wish = record.cancel();
    return switch (record.phase()) {
      case Phase.Waiting _ ->
          isPast(record.deadline(), due.at())
              ? accept(deadlinePassed(record, due.at()))
              : accept(new Dispatched(record.token(), due.at()));
      case Phase.Dispatched _ when wish != null -> accept(givenUp(record, wish, due.at()));
      case Phase.Dispatched _ ->
          isPast(record.deadline(), due.at())
              ? accept(deadlinePassed(record, due.at()))
              : accept(new Dispatched(record.token().nextDrive(), due.at()));
      case Phase.Redispatched(var dispatchedAt) -> lost(record, dispatchedAt, due.at());
      case Phase.Running(_, var startedAt) -> {
        Instant timeOut = DueTimes.timeOut(record, startedAt);
        yield due.at().isBefore(timeOut)
            ? lost(record, DueTimes.lastHeard(startedAt, due.lastSeenAt()), due.at())
            : accept(timedOut(record, due.at()));
      }
      case Phase.Completed _, Phase.Failed _, Phase.Cancelled _ -> accept();
    };
  }

  /// Nothing is said of the executor: it never saw the work.
  private static Decision workLost(DeploymentRecord record, WorkLost workLost) {
    return switch (record.phase()) {
      case Phase.Dispatched _, Phase.Redispatched _ when record.cancel() != null -> accept();
      case Phase.Dispatched _ ->
          isPast(record.deadline(), workLost.at())
              ? accept(deadlinePassed(record, workLost.at()))
              : accept(new Dispatched(record.token().nextDrive(), workLost.at()));
      case Phase.Redispatched(var dispatchedAt) -> lost(record, dispatchedAt, workLost.at());
      case Phase.Waiting _, Phase.Running _, Phase.Completed _, Phase.Failed _, Phase.Cancelled _ ->
          accept();
    };
  }

  private static Decision lost(DeploymentRecord record, Instant lastSeenAt, Instant at) {
    if (record.cancel() == null && record.token().drive() < record.terms().policy().maxDrives()) {
      return accept(new Redriven(record.token().nextDrive(), lastSeenAt, at));
    }
    var failure =
        new Failure(
            Failure.LEASE_LOST,
            "The executor fell silent at %s, in drive %d of attempt %d. Look at its log of that time."
                .formatted(lastSeenAt, record.token().drive(), record.token().attempt()),
            true);
    return accept(attemptEnded(record, failure, null, record.startedAt(), at, at));
  }

  private static DeploymentEvent timedOut(DeploymentRecord record, Instant at) {
    var failure =
        new Failure(
            Failure.TIMED_OUT,
            "Attempt %d did not end within its time limit of %s."
                .formatted(record.token().attempt(), record.terms().policy().attemptTimeout()),
            true);
    return attemptEnded(record, failure, null, record.startedAt(), at, at);
  }

  private static Failed deadlinePassed(DeploymentRecord record, Instant at) {
    var failure =
        new Failure(
            Failure.DEADLINE_PASSED,
            "The deadline %s passed before the template was called in attempt %d."
                .formatted(Objects.requireNonNull(record.deadline()), record.token().attempt()),
            false);
    return new Failed(record.token(), failure, null, at, at);
  }

  private static boolean isPast(@Nullable Instant deadline, Instant now) {
    return deadline != null && !now.isBefore(deadline);
  }

  private static String notFound(DeploymentCommand command) {
    return "There is no deployment '%s'. Check the id, or send a deploy command first."
        .formatted(command.id());
  }

  private static Decision accept(DeploymentEvent... events) {
    return new Decision.Accepted(List.of(events));
  }

  private static Decision refuse(Refusal.Kind kind, String sentence) {
    return new Decision.Refused(Refusal.of(kind, sentence));
  }
}
