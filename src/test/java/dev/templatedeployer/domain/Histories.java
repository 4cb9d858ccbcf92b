package dev.templatedeployer.domain;

import static dev.templatedeployer.domain.Examples.DETAILS;
import static dev.templatedeployer.domain.Examples.FLAKY;
import static dev.templatedeployer.domain.Examples.HOPELESS;
import static dev.templatedeployer.domain.Examples.NOON;
import static dev.templatedeployer.domain.Examples.request;

import dev.templatedeployer.domain.DeploymentCommand.Cancel;
import dev.templatedeployer.domain.DeploymentCommand.Deploy;
import dev.templatedeployer.domain.DeploymentCommand.Due;
import dev.templatedeployer.domain.DeploymentCommand.Heartbeat;
import dev.templatedeployer.domain.DeploymentCommand.Retry;
import dev.templatedeployer.domain.DeploymentCommand.Started;
import dev.templatedeployer.domain.DeploymentCommand.Succeeded;
import dev.templatedeployer.domain.DeploymentCommand.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Draws histories of one deployment as a rough world might write them: commands out of order and
/// repeated, reports of every start there ever was and of some there never were, clocks that
/// differ, time that stands still and jumps.
///
/// Commands are drawn with an eye on the record, so that most of them matter. The same random gives
/// the same history.
final class Histories {

  private static final int MOST_COMMANDS = 60;

  private final SplittableRandom random;
  private final DeploymentId id;
  private final Terms terms;
  private final DeploymentRequest request;
  private final List<Step> steps = new ArrayList<>();
  private Instant now = NOON;
  private @Nullable DeploymentRecord record;

  private Histories(SplittableRandom random) {
    this.random = random;
    this.id = new DeploymentId("web-" + random.nextInt(1000));
    this.terms = new Terms("1.0.0", policy());
    this.request = request(sometimes(4) ? soon() : null, sometimes(4) ? soon() : null);
  }

  /// A command, what it caused, and the records before and after.
  record Step(
      @Nullable DeploymentRecord before,
      DeploymentCommand command,
      Decision decision,
      List<DeploymentEvent> events,
      @Nullable DeploymentRecord after) {

    /// The step that `command` makes from `before`.
    static Step of(@Nullable DeploymentRecord before, DeploymentCommand command) {
      Decision decision = Deployments.decide(before, command);
      List<DeploymentEvent> events =
          switch (decision) {
            case Decision.Accepted accepted -> accepted.events();
            case Decision.Refused _ -> List.of();
          };
      DeploymentRecord after = before;
      for (DeploymentEvent event : events) {
        after = DeploymentRecords.evolve(after, event);
      }
      return new Step(before, command, decision, events, after);
    }

    @Override
    public String toString() {
      return command
          + switch (decision) {
            case Decision.Accepted(var caused) -> "\n     -> " + caused;
            case Decision.Refused(var refusal) -> "\n     -> refused: " + refusal.sentence();
          };
    }
  }

  /// One history.
  static List<Step> draw(SplittableRandom random) {
    var history = new Histories(random);
    int commands = random.nextInt(2, MOST_COMMANDS);
    for (int i = 0; i < commands; i++) {
      history.add();
    }
    return List.copyOf(history.steps);
  }

  private void add() {
    pass();
    Step step = Step.of(record, command());
    steps.add(step);
    record = step.after();
  }

  private void pass() {
    now =
        switch (random.nextInt(6)) {
          case 0 -> now;
          case 1, 2 -> now.plusMillis(random.nextInt(5_000));
          case 3, 4 -> now.plusSeconds(random.nextInt(120));
          default -> now.plusSeconds(random.nextInt(7200));
        };
  }

  private DeploymentCommand command() {
    if (record == null && !sometimes(6)) {
      return deploy();
    }
    return switch (random.nextInt(20)) {
      case 0 -> deploy();
      case 1 -> new Cancel(id, "ann", "No longer wanted.", expectedVersion(), now);
      case 2, 3, 4 -> retry();
      case 5, 6, 7, 8 -> due();
      case 9 -> steps.isEmpty() ? deploy() : steps.get(random.nextInt(steps.size())).command();
      default -> report();
    };
  }

  private Deploy deploy() {
    return new Deploy(
        id,
        sometimes(8) ? request(now, null) : request,
        sometimes(12) ? "another-shop" : "shop",
        terms,
        now);
  }

  private Retry retry() {
    String commandId = sometimes(4) ? null : "r-" + random.nextInt(5);
    return new Retry(id, commandId, "ann", "The node is back.", expectedVersion(), now);
  }

  private @Nullable Long expectedVersion() {
    return record == null || sometimes(2) ? null : record.version() - random.nextInt(3);
  }

  /// Often at the due time, as an agenda would; sometimes too early.
  private Due due() {
    Instant lastSeenAt = sometimes(2) ? null : now.minusSeconds(random.nextInt(100));
    Instant dueAt = record == null ? null : DueTimes.of(record, lastSeenAt);
    if (dueAt != null && dueAt.isAfter(now) && !sometimes(4)) {
      now = dueAt;
    }
    return new Due(id, lastSeenAt, now);
  }

  private DeploymentCommand.Report report() {
    Token token = token();
    Instant startedAt = now.minusMillis(random.nextInt(60_000)).plusSeconds(skew());
    return switch (random.nextInt(8)) {
      case 0, 1 -> new Started(id, token, "executor-1", startedAt, now);
      case 2 -> new Heartbeat(id, token, "executor-1", startedAt, now);
      case 3, 4 -> new Succeeded(id, token, "executor-1", DETAILS, startedAt, now, now);
      default ->
          new DeploymentCommand.AttemptFailed(
              id,
              token,
              "executor-1",
              sometimes(3) ? HOPELESS : FLAKY,
              sometimes(4) ? random.nextLong(100_000) : null,
              startedAt,
              now,
              now);
    };
  }

  /// Mostly the newest, sometimes an older one or one that never was.
  private Token token() {
    Token newest = record == null ? Token.FIRST : record.token();
    return switch (random.nextInt(10)) {
      case 0 -> new Token(random.nextInt(1, newest.attempt() + 1), newest.drive());
      case 1 -> new Token(newest.attempt(), random.nextInt(1, newest.drive() + 1));
      case 2 -> sometimes(2) ? newest.nextAttempt() : newest.nextDrive();
      default -> newest;
    };
  }

  /// How wrong an executor's clock is, in seconds.
  private long skew() {
    return sometimes(5) ? random.nextInt(-86_400, 86_400) : 0;
  }

  private Policy policy() {
    return new Policy(
        random.nextInt(1, 5),
        Duration.ofMillis(random.nextInt(10, 60_000)),
        Duration.ofMillis(random.nextInt(1_000, 120_000)),
        Duration.ofSeconds(random.nextInt(1, 600)),
        Duration.ofSeconds(random.nextInt(1, 60)),
        Duration.ofSeconds(random.nextInt(60, 7200)),
        random.nextInt(1, 4));
  }

  private Instant soon() {
    return NOON.plusSeconds(random.nextInt(-60, 3600));
  }

  private boolean sometimes(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }
}
