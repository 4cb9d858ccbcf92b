package dev.templatedeployer.replay;

import dev.templatedeployer.replay.Replay.State;
import dev.templatedeployer.replay.Replay.Step;
import dev.templatedeployer.replay.ReplayEvent.Approved;
import dev.templatedeployer.replay.ReplayEvent.CanaryPassed;
import dev.templatedeployer.replay.ReplayEvent.Finished;
import dev.templatedeployer.replay.ReplayEvent.ItemsEnded;
import dev.templatedeployer.replay.ReplayEvent.ItemsListed;
import dev.templatedeployer.replay.ReplayEvent.ItemsStarted;
import dev.templatedeployer.replay.ReplayEvent.Paused;
import dev.templatedeployer.replay.ReplayEvent.Planned;
import dev.templatedeployer.replay.ReplayEvent.Resumed;
import dev.templatedeployer.replay.ReplayEvent.Stopped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What events make of a replay. Accepts every event that was ever written, and asks nothing of it.
public final class ReplayFold {

  private ReplayFold() {}

  /// The replay after `event`.
  ///
  /// @param replay before it, or null if it is the first
  public static Replay evolve(ReplayId id, @Nullable Replay replay, ReplayEvent event) {
    return new Change(replay == null ? empty(id, event.at()) : replay).by(event);
  }

  /// The replay after all of `events`, or null if there are none.
  public static @Nullable Replay fold(ReplayId id, Iterable<? extends ReplayEvent> events) {
    Replay replay = null;
    for (ReplayEvent event : events) {
      replay = evolve(id, replay, event);
    }
    return replay;
  }

  private static Replay empty(ReplayId id, Instant at) {
    return new Replay(
        id,
        0,
        State.LISTING,
        List.of(),
        0,
        null,
        0,
        new TreeMap<>(),
        Results.NONE,
        false,
        null,
        0,
        List.of(),
        at);
  }

  /// The parts of a replay that an event may change, and the replay that they then make.
  private static final class Change {

    private final Replay before;
    private State state;
    private List<Item> items;
    private int count;
    private @Nullable ReplayPlan plan;
    private int started;
    private NavigableMap<Integer, Instant> open;
    private Results results;
    private boolean hasPassedCanary;
    private @Nullable Instant runningSince;
    private int endedBefore;
    private List<Step> steps;

    Change(Replay before) {
      this.before = before;
      this.state = before.state();
      this.items = before.items();
      this.count = before.count();
      this.plan = before.plan();
      this.started = before.started();
      this.open = before.open();
      this.results = before.results();
      this.hasPassedCanary = before.hasPassedCanary();
      this.runningSince = before.runningSince();
      this.endedBefore = before.endedBefore();
      this.steps = before.steps();
    }

    Replay by(ReplayEvent event) {
      switch (event) {
        case ItemsListed(_, var listed, _) -> {
          var all = new ArrayList<>(items);
          all.addAll(listed);
          items = all;
          count = all.size();
        }
        case Planned(var planned, var at) -> {
          plan = planned;
          state = State.PLANNED;
          step("PLANNED", planned.by(), planned.reason(), at);
        }
        case Approved(var by, var reason, var at) -> {
          runs(at);
          step("APPROVED", by, reason, at);
        }
        case Paused(var by, var reason, var at) -> {
          rests(State.PAUSED);
          step("PAUSED", by, reason, at);
        }
        case Resumed(var by, var reason, var at) -> {
          runs(at);
          step("RESUMED", by, reason, at);
        }
        case ItemsStarted(var from, var count, var at) -> {
          open = new TreeMap<>(open);
          for (int number = from; number < from + count; number++) {
            open.put(number, at);
          }
          started = from + count - 1;
        }
        case ItemsEnded(var ends, _) -> {
          open = new TreeMap<>(open);
          ends.forEach(end -> open.remove(end.number()));
          results = results.with(ends);
        }
        case CanaryPassed(var at) -> {
          hasPassedCanary = true;
          step("CANARY_PASSED", null, null, at);
        }
        case Stopped(var by, var reason, var at) -> {
          rests(State.STOPPED);
          step("STOPPED", by, reason, at);
        }
        case Finished(var at) -> {
          rests(State.FINISHED);
          step("FINISHED", null, null, at);
        }
      }
      return replay(event.at());
    }

    private void runs(Instant at) {
      state = State.RUNNING;
      runningSince = at;
      endedBefore = results.count();
    }

    private void rests(State next) {
      state = next;
      runningSince = null;
    }

    private void step(String what, @Nullable String by, @Nullable String reason, Instant at) {
      var all = new ArrayList<>(steps);
      all.add(new Step(what, by, reason, at));
      steps = all.subList(Math.max(0, all.size() - Replay.MOST_STEPS), all.size());
    }

    private Replay replay(Instant at) {
      return new Replay(
          before.id(),
          before.version() + 1,
          state,
          items,
          count,
          plan,
          started,
          open,
          results,
          hasPassedCanary,
          runningSince,
          endedBefore,
          steps,
          at);
    }
  }
}
