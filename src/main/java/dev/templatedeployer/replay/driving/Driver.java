package dev.templatedeployer.replay.driving;

import dev.templatedeployer.replay.Item;
import dev.templatedeployer.replay.ItemResult;
import dev.templatedeployer.replay.Pace;
import dev.templatedeployer.replay.Replay;
import dev.templatedeployer.replay.Replay.State;
import dev.templatedeployer.replay.ReplayCommand;
import dev.templatedeployer.replay.ReplayEvent.ItemEnd;
import dev.templatedeployer.replay.ReplayId;
import dev.templatedeployer.replay.Replays;
import dev.templatedeployer.wire.CommandMessage;
import dev.templatedeployer.wire.CommandRules;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Drives all replays that run: starts items as the rules allow, and records how they ended.
///
/// An item is written to the log as started before its command is sent, and the command has an id
/// of its own that never changes and names the version that it expects. So whoever drives on after
/// a crash sends the commands of all open items again, and each deployment is retried once all the
/// same. No item ever times out: one whose template is paused stays open until it ends.
///
/// Of one thread, for one time of leading. Nothing here waits for anything but the log; the clock
/// is passed in.
final class Driver {

  /// After which a command that nobody answered is sent again.
  static final Duration AGAIN = Duration.ofSeconds(5);

  /// How long before the start of the oldest open item the outcomes are read from, since the clocks
  /// of two machines differ.
  static final Duration OVERLAP = Duration.ofMinutes(10);

  /// After which a command that was taken is sent once more, should its outcome never be heard. If
  /// its run has ended by then, the history of the deployment says how.
  static final Duration LONG_AGAIN = Duration.ofMinutes(10);

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(1);

  private final Ledger ledger;
  private final ReplayLog log;
  private final Retries retries;
  private final Outcomes outcomes;
  private final InstantSource clock;
  private final ReplayMetrics metrics;
  private final Map<ReplayId, Course> courses = new HashMap<>();

  /// What was heard of open items and is not recorded yet, by the ids of their commands.
  private final Map<String, News.Ended> heard = new HashMap<>();

  /// What is remembered of a replay while it is driven.
  ///
  /// @param sendAgainAt when the command of each open item is sent again, unless it is answered
  private record Course(Pace pace, Map<Integer, Instant> sendAgainAt) {}

  Driver(
      Ledger ledger,
      ReplayLog log,
      Retries retries,
      Outcomes outcomes,
      InstantSource clock,
      ReplayMetrics metrics) {
    this.ledger = ledger;
    this.log = log;
    this.retries = retries;
    this.outcomes = outcomes;
    this.clock = clock;
    this.metrics = metrics;
  }

  /// Takes in what came of an item; it takes effect with the next step.
  void hear(News news) {
    switch (news) {
      case News.Ended ended -> {
        // outcomes are read from long ago, and of all replays
        if (isOfAnOpenItem(ended.command())) {
          heard.put(ended.command(), ended);
        }
      }
      case News.Taken(var replay, var number) ->
          sendAgain(replay, number, clock.instant().plus(LONG_AGAIN));
      case News.Unanswered(var replay, var number) ->
          sendAgain(replay, number, clock.instant().plus(AGAIN));
    }
  }

  /// An item is open in the log before its command is sent, so it is before its outcome is heard.
  private boolean isOfAnOpenItem(String command) {
    return ledger.all().stream()
        .anyMatch(replay -> replay.open().containsKey(replay.id().numberIn(command)));
  }

  private void sendAgain(ReplayId replay, int number, Instant at) {
    Course course = courses.get(replay);
    if (course != null) {
      course.sendAgainAt().replace(number, at);
    }
  }

  /// Does all that is due.
  ///
  /// @return after which time something will be due again, if nothing is heard before
  /// @throws LogTrouble if the log cannot be written; the same step may be tried again
  Duration step() throws LogTrouble, InterruptedException {
    Instant now = clock.instant();
    List<Replay> active = ledger.all().stream().filter(Driver::isActive).toList();
    courses.keySet().retainAll(active.stream().map(Replay::id).collect(Collectors.toSet()));
    if (active.isEmpty()) {
      outcomes.rest();
      return LONGEST_WAIT;
    }
    outcomes.listen(oldestStart(active, now).minus(OVERLAP));
    Duration wait = LONGEST_WAIT;
    for (Replay replay : active) {
      Duration until = drive(replay, now);
      wait = until.compareTo(wait) < 0 ? until : wait;
    }
    return wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait;
  }

  private static boolean isActive(Replay replay) {
    return replay.state() == State.RUNNING || !replay.open().isEmpty();
  }

  private static Instant oldestStart(List<Replay> active, Instant now) {
    return active.stream()
        .flatMap(replay -> replay.open().values().stream())
        .min(Instant::compareTo)
        .filter(now::isAfter)
        .orElse(now);
  }

  private Duration drive(Replay before, Instant now) throws LogTrouble, InterruptedException {
    Course course =
        courses.computeIfAbsent(
            before.id(),
            _ -> new Course(new Pace(before.wholePlan().limits().rate()), new HashMap<>()));
    Replay replay = record(before, now);
    if (replay.state() == State.RUNNING) {
      replay = advance(replay, course, now);
    }
    course.sendAgainAt().keySet().retainAll(replay.open().keySet());
    for (int number : replay.open().keySet()) {
      Instant due = course.sendAgainAt().getOrDefault(number, Instant.MIN);
      if (!due.isAfter(now)) {
        boolean isRepeated = course.sendAgainAt().put(number, Instant.MAX) != null;
        retries.send(replay.id(), number, retry(replay, number), isRepeated);
      }
    }
    return wait(replay, course, now);
  }

  private Replay record(Replay replay, Instant now) throws LogTrouble, InterruptedException {
    var ends = new ArrayList<ItemEnd>();
    for (int number : replay.open().keySet()) {
      News.Ended ended = heard.get(replay.id().commandOf(number));
      if (ended != null && ended.deployment().equals(item(replay, number).id())) {
        ends.add(new ItemEnd(number, ended.result()));
      }
    }
    if (ends.isEmpty()) {
      return replay;
    }
    Replay after = change(replay, new ReplayCommand.Conclude(ends, now));
    for (ItemEnd end : ends) {
      heard.remove(replay.id().commandOf(end.number()));
      metrics.ended(end.result().kind());
    }
    return after;
  }

  private Replay advance(Replay replay, Course course, Instant now)
      throws LogTrouble, InterruptedException {
    Replay after = change(replay, new ReplayCommand.Advance(course.pace().allowance(now), now));
    course.pace().passed(after.started() - replay.started());
    return after;
  }

  private Replay change(Replay replay, ReplayCommand command)
      throws LogTrouble, InterruptedException {
    @Nullable Replay after = ledger.change(replay.id(), command, log).replay();
    return after == null ? replay : after;
  }

  private static CommandMessage.Retry retry(Replay replay, int number) {
    Item item = item(replay, number);
    String reason = "Replay %s: %s".formatted(replay.id(), replay.wholePlan().reason());
    return new CommandMessage.Retry(
        item.id(),
        replay.id().commandOf(number),
        approver(replay),
        reason.length() <= CommandRules.MAX_REASON
            ? reason
            : reason.substring(0, CommandRules.MAX_REASON),
        item.version());
  }

  private static Item item(Replay replay, int number) {
    return replay.items().get(number - 1);
  }

  /// Who let it run: in whose name the deployments are retried.
  private static String approver(Replay replay) {
    return replay.steps().stream()
        .filter(step -> step.what().equals("APPROVED"))
        .map(Replay.Step::by)
        .reduce((_, last) -> last)
        .orElse(replay.wholePlan().by());
  }

  private static Duration wait(Replay replay, Course course, Instant now) {
    boolean mayStartMore =
        replay.state() == State.RUNNING
            && replay.started() < replay.count()
            && Replays.room(replay) > 0;
    Duration wait = mayStartMore ? course.pace().untilNext() : LONGEST_WAIT;
    for (Instant due : course.sendAgainAt().values()) {
      if (due.isBefore(now.plus(wait))) {
        wait = Duration.between(now, due);
      }
    }
    return wait;
  }

  /// What an outcome of a run means for the item that began it.
  static ItemResult result(dev.templatedeployer.domain.DeploymentOutcome outcome) {
    var failure = outcome.failure();
    return switch (outcome.status()) {
      case COMPLETED -> ItemResult.completed(outcome.version());
      case CANCELLED ->
          ItemResult.cancelled(outcome.version(), outcome.reason() == null ? "" : outcome.reason());
      case FAILED, PENDING, PROCESSING ->
          failure == null
              ? ItemResult.failed(outcome.version(), "UNKNOWN", "It ended without saying why.")
              : ItemResult.failed(outcome.version(), failure.code(), failure.message());
    };
  }
}
