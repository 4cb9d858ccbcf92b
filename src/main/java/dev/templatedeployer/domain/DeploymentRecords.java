package dev.templatedeployer.domain;

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
import dev.templatedeployer.domain.DeploymentRecord.Attempt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What events make of a record. Accepts every event that was ever written, and asks nothing of it.
public final class DeploymentRecords {

  private DeploymentRecords() {}

  /// The record after `event`.
  ///
  /// @param record the record before it, or null if it is the first
  /// @throws IllegalStateException if the first event is not [Requested]: the log has lost its
  ///   beginning
  public static DeploymentRecord evolve(@Nullable DeploymentRecord record, DeploymentEvent event) {
    if (record == null) {
      if (event instanceof Requested requested) {
        return created(requested);
      }
      throw new IllegalStateException(
          "A deployment begins with %s, which was never requested. The event log has lost its beginning."
              .formatted(event.getClass().getSimpleName()));
    }
    return new Change(record, event.at()).by(event);
  }

  /// The record after all of `events`, or null if there are none.
  public static @Nullable DeploymentRecord fold(Iterable<? extends DeploymentEvent> events) {
    DeploymentRecord record = null;
    for (DeploymentEvent event : events) {
      record = evolve(record, event);
    }
    return record;
  }

  private static DeploymentRecord created(Requested e) {
    return new DeploymentRecord(
        e.id(),
        1,
        e.request(),
        e.terms(),
        e.caller(),
        e.canisterId(),
        mayStart(e) ? new Phase.Dispatched(e.at()) : new Phase.Waiting(e.startAt()),
        Token.FIRST,
        1,
        1,
        null,
        null,
        List.of(),
        null,
        null,
        e.at(),
        e.at());
  }

  private static boolean mayStart(Requested e) {
    Instant deadline = e.request().deadline();
    return !e.startAt().isAfter(e.at()) && (deadline == null || e.at().isBefore(deadline));
  }

  /// The parts of a record that an event may change, and the record that they then make.
  private static final class Change {

    private final DeploymentRecord before;
    private final Instant at;
    private Phase phase;
    private Token token;
    private int run;
    private int firstAttemptOfRun;
    private @Nullable Instant startedAt;
    private DeploymentRecord.@Nullable CancelWish cancel;
    private List<Attempt> attempts;
    private @Nullable String lastRetryId;

    Change(DeploymentRecord before, Instant at) {
      this.before = before;
      this.at = at;
      this.phase = before.phase();
      this.token = before.token();
      this.run = before.run();
      this.firstAttemptOfRun = before.firstAttemptOfRun();
      this.startedAt = before.startedAt();
      this.cancel = before.cancel();
      this.attempts = before.attempts();
      this.lastRetryId = before.lastRetryId();
    }

    DeploymentRecord by(DeploymentEvent event) {
      switch (event) {
        case Requested _ ->
            throw new IllegalStateException(
                "The deployment '%s' was requested twice. The event log holds two histories."
                    .formatted(before.id()));
        case Dispatched e -> {
          token = e.token();
          phase = new Phase.Dispatched(e.at());
        }
        case Started e -> {
          startedAt = e.startedAt();
          phase = new Phase.Running(e.executor(), e.at());
        }
        case Redriven e -> {
          token = e.token();
          phase = new Phase.Redispatched(e.at());
        }
        case AttemptFailed e -> {
          ended(new Attempt(e.token(), e.startedAt(), e.endedAt(), e.failure()));
          token = e.token().nextAttempt();
          startedAt = null;
          phase = new Phase.Waiting(e.nextAttemptAt());
        }
        case Completed e -> {
          ended(new Attempt(e.token(), e.startedAt(), e.endedAt(), null));
          startedAt = e.startedAt();
          cancel = null;
          phase = new Phase.Completed(e.details());
        }
        case Failed e -> {
          ended(new Attempt(e.token(), e.startedAt(), e.endedAt(), e.failure()));
          startedAt = e.startedAt();
          cancel = null;
          phase = new Phase.Failed(e.failure());
        }
        case Retried e -> {
          token = e.token();
          run = before.run() + 1;
          firstAttemptOfRun = e.token().attempt();
          startedAt = null;
          lastRetryId = e.commandId();
          phase = new Phase.Dispatched(e.at());
        }
        case CancelRequested e ->
            cancel = new DeploymentRecord.CancelWish(e.caller(), e.reason(), e.at());
        case Cancelled e -> {
          cancel = null;
          phase = new Phase.Cancelled(e.caller(), e.reason());
        }
      }
      return record();
    }

    private void ended(Attempt attempt) {
      var all = new ArrayList<>(attempts);
      all.add(attempt);
      int surplus = Math.max(0, all.size() - DeploymentRecord.MAX_ATTEMPTS);
      attempts = all.subList(surplus, all.size());
    }

    private DeploymentRecord record() {
      long version = before.version() + 1;
      return new DeploymentRecord(
          before.id(),
          version,
          before.request(),
          before.terms(),
          before.caller(),
          before.canisterId(),
          phase,
          token,
          run,
          firstAttemptOfRun,
          startedAt,
          cancel,
          attempts,
          lastRetryId,
          phase.status().isTerminal() ? Long.valueOf(version) : before.lastOutcomeVersion(),
          before.createdAt(),
          at);
    }
  }
}
