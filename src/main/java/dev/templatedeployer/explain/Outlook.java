package dev.templatedeployer.explain;

import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.domain.Phase;
import dev.templatedeployer.domain.Policy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Where a deployment stands, and what will happen next if nobody does anything.
final class Outlook {

  private Outlook() {}

  /// In sentences.
  static String of(DeploymentRecord record, Instant now) {
    return switch (record.phase()) {
      case Phase.Waiting(var until) -> waiting(record, until, now);
      case Phase.Dispatched _, Phase.Redispatched _ when record.cancel() != null ->
          stopping(record, record.cancel(), now);
      case Phase.Dispatched(var at) -> dispatched(record, at, now);
      case Phase.Redispatched(var at) -> redispatched(record, at, now);
      case Phase.Running(var executor, var startedAt) ->
          running(record, executor, startedAt, now) + wish(record);
      case Phase.Completed _ -> "It is COMPLETED. Nothing more will happen to it.";
      case Phase.Failed _ ->
          "It is FAILED. Nothing more happens by itself; './deployer retry %s --reason WHY' gives it another run."
              .formatted(record.id());
      case Phase.Cancelled _ ->
          "It is CANCELLED. Nothing more is tried; what is wanted after all needs a new id.";
    };
  }

  private static String waiting(DeploymentRecord record, Instant until, Instant now) {
    Instant deadline = record.deadline();
    int attempt = record.token().attempt();
    if (deadline != null && !deadline.isAfter(until)) {
      return "It is PENDING and waits for attempt %d at %s. Its deadline is earlier: at %s it fails%s."
          .formatted(attempt, until, deadline, in(deadline, now));
    }
    return "It is PENDING and waits. Attempt %d starts at %s%s."
        .formatted(attempt, until, in(until, now));
  }

  private static String dispatched(DeploymentRecord record, Instant at, Instant now) {
    Instant deadline = record.deadline();
    Instant again = at.plus(record.terms().policy().startTimeout());
    String stands =
        "It is PENDING. Attempt %d was handed out %s ago, and no executor has begun it as far as the log tells."
            .formatted(record.token().attempt(), Lengths.of(Durations.between(at, now)));
    return deadline != null && deadline.isBefore(again)
        ? "%s If none begins it by the deadline, %s, it fails%s."
            .formatted(stands, deadline, in(deadline, now))
        : "%s If none begins it by %s, its work is handed out again%s."
            .formatted(stands, again, in(again, now));
  }

  private static String stopping(
      DeploymentRecord record, DeploymentRecord.CancelWish wish, Instant now) {
    Instant due = wish.at().plus(record.terms().policy().lease());
    return "It is %s. '%s' wants it given up, and the executors were told to stop. That happens as soon as one says that it has, and at %s if none says anything%s."
        .formatted(record.status(), wish.caller(), due, in(due, now));
  }

  private static String redispatched(DeploymentRecord record, Instant at, Instant now) {
    Instant due = at.plus(record.terms().policy().startTimeout());
    return "It is PROCESSING. Drive %d of attempt %d was handed out %s ago, and no executor has begun it as far as the log tells. If none begins it by %s, %s%s."
        .formatted(
            record.token().drive(),
            record.token().attempt(),
            Lengths.of(Durations.between(at, now)),
            due,
            afterALoss(record),
            in(due, now));
  }

  /// Signs of life are not events, so it is not known here when the executor was last heard of.
  private static String running(
      DeploymentRecord record, String executor, Instant startedAt, Instant now) {
    Policy policy = record.terms().policy();
    Instant lease = startedAt.plus(policy.lease());
    Instant timeOut = startedAt.plus(policy.attemptTimeout()).plus(policy.lease());
    String silence =
        now.isBefore(lease)
            ? "If nothing more is heard of it by %s, %s".formatted(lease, afterALoss(record))
            : "Its signs of life are not kept in the log; when it is silent for %s, %s"
                .formatted(Lengths.of(policy.lease()), afterALoss(record));
    return "It is PROCESSING. The executor '%s' runs attempt %d for %s now. %s. If it has not ended by %s, it counts as timed out%s."
        .formatted(
            executor,
            record.token().attempt(),
            Lengths.of(Durations.between(startedAt, now)),
            silence,
            timeOut,
            in(timeOut, now));
  }

  private static String afterALoss(DeploymentRecord record) {
    if (record.cancel() != null) {
      return "the deployment is given up";
    }
    return record.token().drive() < record.terms().policy().maxDrives()
        ? "the attempt is driven again"
        : "the attempt counts as failed with LEASE_LOST";
  }

  private static String wish(DeploymentRecord record) {
    DeploymentRecord.@Nullable CancelWish cancel = record.cancel();
    return cancel == null
        ? ""
        : " '%s' wants it given up, which happens as soon as this attempt ends without success."
            .formatted(cancel.caller());
  }

  /// How far away `due` is, as the end of a sentence.
  private static String in(Instant due, Instant now) {
    return due.isAfter(now)
        ? ", in %s".formatted(Lengths.of(Durations.between(now, due)))
        : ", which was %s ago, so it is about to happen"
            .formatted(Lengths.of(Durations.between(due, now)));
  }
}
