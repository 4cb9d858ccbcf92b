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
import dev.templatedeployer.domain.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A stopwatch that is put from wait to queue to run as the events of a deployment tell.
///
/// A short run is reported once, when it has ended, so that its start and its end are taken in at
/// the same moment. What the executor says of its length is then taken from the time in the queue.
final class AttemptClock {

  private enum Doing {
    WAITING,
    QUEUEING,
    RUNNING,
    ENDED
  }

  private final List<Durations.Attempt> ended = new ArrayList<>();
  private Doing doing = Doing.ENDED;
  private int attempt;
  private int drives;
  private Instant since = Instant.EPOCH;
  private Instant due = Instant.EPOCH;
  private Duration planned = Duration.ZERO;
  private Duration queue = Duration.ZERO;
  private Duration run = Duration.ZERO;

  void hear(DeploymentEvent event) {
    switch (event) {
      case Requested e -> {
        begin(1, e.at());
        due = e.startAt();
        doing = e.startAt().isAfter(e.at()) ? Doing.WAITING : Doing.QUEUEING;
      }
      case Dispatched e -> {
        pass(e.at());
        drives = e.token().drive();
        doing = Doing.QUEUEING;
      }
      case Started e -> {
        pass(e.at());
        doing = Doing.RUNNING;
      }
      case Redriven e -> {
        pass(e.at());
        drives = e.token().drive();
        doing = Doing.QUEUEING;
      }
      case AttemptFailed e -> {
        end(e.startedAt(), e.endedAt(), e.at());
        begin(e.token().attempt() + 1, e.at());
        due = e.nextAttemptAt();
        doing = Doing.WAITING;
      }
      case Completed e -> end(isThis(e.token()) ? e.startedAt() : null, e.endedAt(), e.at());
      case Failed e -> end(e.startedAt(), e.endedAt(), e.at());
      case Cancelled e -> end(null, e.at(), e.at());
      case Retried e -> {
        begin(e.token().attempt(), e.at());
        doing = Doing.QUEUEING;
      }
      case CancelRequested _ -> {}
    }
  }

  /// An older start may succeed while the clock runs for a newer one.
  private boolean isThis(Token token) {
    return token.equals(new Token(attempt, drives));
  }

  /// Whether the last attempt has ended and no other will follow by itself.
  boolean hasEnded() {
    return doing == Doing.ENDED;
  }

  /// All attempts, the present one up to `now`.
  List<Durations.Attempt> attempts(Instant now) {
    var all = new ArrayList<>(ended);
    if (doing != Doing.ENDED) {
      pass(now);
      all.add(measured(false));
    }
    return all;
  }

  private void begin(int number, Instant at) {
    attempt = number;
    drives = 1;
    since = at;
    planned = Duration.ZERO;
    queue = Duration.ZERO;
    run = Duration.ZERO;
  }

  /// Counts the time up to `at` for what is being done. What comes after the end of a planned wait
  /// is time in the queue.
  private void pass(Instant at) {
    switch (doing) {
      case WAITING -> {
        Instant end = due.isBefore(at) ? due : at;
        planned = planned.plus(Durations.between(since, end));
        queue = queue.plus(Durations.between(end.isBefore(since) ? since : end, at));
      }
      case QUEUEING -> queue = queue.plus(Durations.between(since, at));
      case RUNNING -> run = run.plus(Durations.between(since, at));
      case ENDED -> {}
    }
    since = at;
  }

  private void end(@Nullable Instant startedAt, Instant endedAt, Instant at) {
    if (doing == Doing.ENDED) {
      return; // a success that came after the run had ended without it
    }
    boolean ran = doing == Doing.RUNNING;
    Instant counted = since;
    pass(at);
    if (ran && startedAt != null) {
      Duration said = Durations.between(startedAt, endedAt);
      Duration unseen = said.minus(Durations.between(counted, at));
      Duration shifted = unseen.isNegative() ? Duration.ZERO : shorter(unseen, queue);
      run = run.plus(shifted);
      queue = queue.minus(shifted);
    }
    ended.add(measured(true));
    doing = Doing.ENDED;
  }

  private Durations.Attempt measured(boolean hasEnded) {
    return new Durations.Attempt(attempt, drives, planned, queue, run, hasEnded);
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
