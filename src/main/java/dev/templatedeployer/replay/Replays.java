package dev.templatedeployer.replay;

import dev.templatedeployer.replay.Replay.State;
import dev.templatedeployer.replay.ReplayCommand.Advance;
import dev.templatedeployer.replay.ReplayCommand.Approve;
import dev.templatedeployer.replay.ReplayCommand.Conclude;
import dev.templatedeployer.replay.ReplayCommand.Pause;
import dev.templatedeployer.replay.ReplayCommand.Plan;
import dev.templatedeployer.replay.ReplayCommand.Resume;
import dev.templatedeployer.replay.ReplayCommand.Stop;
import dev.templatedeployer.replay.ReplayEvent.Approved;
import dev.templatedeployer.replay.ReplayEvent.CanaryPassed;
import dev.templatedeployer.replay.ReplayEvent.ItemEnd;
import dev.templatedeployer.replay.ReplayEvent.ItemsEnded;
import dev.templatedeployer.replay.ReplayEvent.ItemsStarted;
import dev.templatedeployer.replay.ReplayEvent.Paused;
import dev.templatedeployer.replay.ReplayEvent.Resumed;
import dev.templatedeployer.replay.ReplayEvent.Stopped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The life of a bulk replay: what a command causes.
///
/// ```text
/// (none) --Plan--> PLANNED --Approve--> RUNNING --all ended--> FINISHED
///                     |               Pause| ^Resume
///                     |                    v |
///                     |                  PAUSED
///                     '--Stop, or too many failures--> STOPPED
/// ```
///
/// While it runs, the driver asks it to [Advance] and tells it the ends of items with [Conclude];
/// the limits are held here. The first items, the canary, run alone, and the rest starts only if
/// they ended well enough. A command that arrives twice causes events once. What the events make of
/// the replay is in [ReplayFold#evolve].
public final class Replays {

  private static final ReplayDecision NOTHING = new ReplayDecision.Accepted(List.of());
  private static final int SHORTEST_DIGEST = 12;

  private Replays() {}

  /// Says what `command` causes.
  ///
  /// @param replay where the replay stands, or null if nothing is known of it
  public static ReplayDecision decide(ReplayId id, @Nullable Replay replay, ReplayCommand command) {
    if (replay == null) {
      return command instanceof Plan plan
          ? Planning.plan(plan)
          : refuse(
              ReplayDecision.Kind.NOT_FOUND,
              "There is no replay '%s'. List them with './deployer replay ls'.".formatted(id));
    }
    return switch (command) {
      case Plan _ -> conflict("There is a replay '%s' already. Plan under a new id.".formatted(id));
      case Approve approve -> approve(replay, approve);
      case Pause(var by, var reason, var at) -> pause(replay, new Paused(by, reason, at));
      case Resume(var by, var reason, var at) -> resume(replay, new Resumed(by, reason, at));
      case Stop(var by, var reason, var at) -> stop(replay, new Stopped(by, reason, at));
      case Advance(var allowance, var at) -> advance(replay, allowance, at);
      case Conclude(var ends, var at) -> record(replay, ends, at);
    };
  }

  private static ReplayDecision approve(Replay replay, Approve approve) {
    return switch (replay.state()) {
      case LISTING ->
          conflict(
              "Cannot approve the replay '%s': its list was never finished. Make a new plan."
                  .formatted(replay.id()));
      case RUNNING, PAUSED -> NOTHING;
      case STOPPED, FINISHED -> hasEnded(replay, "approve");
      case PLANNED -> {
        String mismatch = mismatch(replay, approve);
        yield mismatch == null
            ? accept(new Approved(approve.by(), approve.reason(), approve.at()))
            : conflict(mismatch);
      }
    };
  }

  /// What differs between the plan and what its approver has seen; null if nothing does.
  private static @Nullable String mismatch(Replay replay, Approve approve) {
    String digest = approve.digest();
    Integer count = approve.count();
    if (digest == null && count == null) {
      return "Cannot approve the replay '%s' unseen: name its digest or its number of items, as 'GET /v1/replays/%s' tells them."
          .formatted(replay.id(), replay.id());
    }
    if (count != null && count != replay.count()) {
      return "Cannot approve the replay '%s': it has %d items, and the approval is for %d. Look at the plan again."
          .formatted(replay.id(), replay.count(), count);
    }
    String own = replay.wholePlan().digest();
    if (digest != null
        && (digest.length() < SHORTEST_DIGEST
            || !own.startsWith(digest.toLowerCase(Locale.ROOT)))) {
      return "Cannot approve the replay '%s': its digest begins with '%s', and the approval is for another list. Look at the plan again, and give at least the first %d digits."
          .formatted(replay.id(), own.substring(0, SHORTEST_DIGEST), SHORTEST_DIGEST);
    }
    return null;
  }

  private static ReplayDecision pause(Replay replay, Paused paused) {
    return switch (replay.state()) {
      case LISTING, PLANNED -> notApproved(replay, "pause");
      case RUNNING -> accept(paused);
      case PAUSED -> NOTHING;
      case STOPPED, FINISHED -> hasEnded(replay, "pause");
    };
  }

  private static ReplayDecision resume(Replay replay, Resumed resumed) {
    return switch (replay.state()) {
      case LISTING, PLANNED -> notApproved(replay, "resume");
      case RUNNING -> NOTHING;
      case PAUSED -> accept(resumed);
      case STOPPED, FINISHED -> hasEnded(replay, "resume");
    };
  }

  private static ReplayDecision stop(Replay replay, Stopped stopped) {
    return switch (replay.state()) {
      case LISTING, PLANNED, RUNNING, PAUSED -> accept(stopped);
      case STOPPED -> NOTHING;
      case FINISHED -> hasEnded(replay, "stop");
    };
  }

  private static ReplayDecision advance(Replay replay, int allowance, Instant at) {
    var events = new ArrayList<ReplayEvent>();
    Replay now = judge(replay, at, events);
    if (now.state() == State.RUNNING) {
      int count = Math.min(Math.min(allowance, room(now)), now.count() - now.started());
      if (count > 0) {
        events.add(new ItemsStarted(now.started() + 1, count, at));
      }
    }
    return new ReplayDecision.Accepted(events);
  }

  /// How many more items of a running replay may be under way.
  public static int room(Replay replay) {
    int open = replay.open().size();
    int room = replay.wholePlan().limits().concurrency() - open;
    return replay.hasPassedCanary() || replay.canary() == 0
        ? room
        : Math.min(room, replay.canary() - replay.judged() - open);
  }

  private static ReplayDecision record(Replay replay, List<ItemEnd> ends, Instant at) {
    var events = new ArrayList<ReplayEvent>();
    var known = new HashSet<Integer>();
    List<ItemEnd> fresh =
        ends.stream()
            .filter(end -> replay.open().containsKey(end.number()) && known.add(end.number()))
            .toList();
    Replay now = replay;
    for (int from = 0; from < fresh.size(); from += ItemsEnded.MOST) {
      var ended =
          new ItemsEnded(fresh.subList(from, Math.min(fresh.size(), from + ItemsEnded.MOST)), at);
      events.add(ended);
      now = ReplayFold.evolve(replay.id(), now, ended);
    }
    judge(now, at, events);
    return new ReplayDecision.Accepted(events);
  }

  /// Adds what follows from the results so far, and returns the replay after it.
  private static Replay judge(Replay replay, Instant at, List<ReplayEvent> events) {
    if (replay.state() != State.RUNNING && replay.state() != State.PAUSED) {
      return replay;
    }
    boolean isCanaryOver =
        !replay.hasPassedCanary()
            && replay.canary() > 0
            && replay.open().isEmpty()
            && replay.judged() >= replay.canary();
    boolean isJudged = isCanaryOver || replay.judged() >= Limits.JUDGED_FROM;
    boolean isOver = replay.open().isEmpty() && replay.started() == replay.count();
    if (isOver) {
      return with(replay, new ReplayEvent.Finished(at), events);
    }
    double ratio = (double) replay.failures() / Math.max(1, replay.judged());
    if (isJudged && ratio >= replay.wholePlan().limits().stopAtFailureRatio()) {
      return with(replay, new Stopped(null, tooManyFailures(replay, isCanaryOver), at), events);
    }
    return isCanaryOver ? with(replay, new CanaryPassed(at), events) : replay;
  }

  private static String tooManyFailures(Replay replay, boolean isCanary) {
    return String.format(
        Locale.ROOT,
        "%d of %d items %sfailed again, and %.0f %% is where this replay stops by itself. Look at their failures, and plan again when the cause is gone.",
        replay.failures(),
        replay.judged(),
        isCanary ? "of the canary " : "",
        replay.wholePlan().limits().stopAtFailureRatio() * 100);
  }

  private static Replay with(Replay replay, ReplayEvent event, List<ReplayEvent> events) {
    events.add(event);
    return ReplayFold.evolve(replay.id(), replay, event);
  }

  private static ReplayDecision notApproved(Replay replay, String what) {
    return conflict(
        "Cannot %s the replay '%s': it was not approved yet, so it does not run."
            .formatted(what, replay.id()));
  }

  private static ReplayDecision hasEnded(Replay replay, String what) {
    return conflict(
        "Cannot %s the replay '%s': it is %s. Plan a new one for what is still FAILED."
            .formatted(what, replay.id(), replay.state()));
  }

  private static ReplayDecision accept(ReplayEvent event) {
    return new ReplayDecision.Accepted(List.of(event));
  }

  private static ReplayDecision conflict(String sentence) {
    return refuse(ReplayDecision.Kind.CONFLICT, sentence);
  }

  private static ReplayDecision refuse(ReplayDecision.Kind kind, String sentence) {
    return new ReplayDecision.Refused(kind, sentence);
  }
}
