package dev.templatedeployer.replay;

import static dev.templatedeployer.replay.ReplayExamples.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.replay.Replay.State;
import dev.templatedeployer.replay.ReplayEvent.ItemEnd;
import dev.templatedeployer.replay.ReplayEvent.ItemsEnded;
import dev.templatedeployer.replay.ReplayEvent.ItemsStarted;
import dev.templatedeployer.replay.ReplayEvent.Stopped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What holds for every replay, whatever is asked of it and in whatever order: over a few thousand
/// made-up lives.
class ReplayLawsTest {

  static final int LIVES = 2_000;
  static final long SEED = 20260301;

  @Test
  void holdForEveryLife() {
    var settled = 0;
    for (int life = 0; life < LIVES; life++) {
      var told = new Life(new SplittableRandom(SEED + life)).live();
      settled += told.isSettled() ? 1 : 0;
    }
    assertThat(settled).as("lives that came to their end").isGreaterThan(LIVES / 2);
  }

  /// One made-up life, and the laws that are checked at each of its steps.
  private static final class Life {

    private final SplittableRandom random;
    private final List<ReplayEvent> events = new ArrayList<>();
    private final Map<Integer, ItemResult> results = new HashMap<>();
    private Replay replay;

    Life(SplittableRandom random) {
      this.random = random;
      var limits =
          new Limits(
              1 + random.nextInt(100),
              1 + random.nextInt(8),
              0.1 + 0.9 * random.nextDouble(),
              random.nextInt(6));
      events.addAll(List.of(planned(1 + random.nextInt(60), limits)));
      this.replay = fold();
    }

    Replay live() {
      for (int step = 0; step < 400 && !replay.isSettled(); step++) {
        if (Replays.decide(ID, replay, next(step)) instanceof ReplayDecision.Accepted(var more)) {
          more.forEach(this::happens);
        }
        assertLaws();
      }
      assertSettledItems();
      return replay;
    }

    private ReplayCommand next(int step) {
      var at = second(step);
      return switch (random.nextInt(40)) {
        case 0 -> new ReplayCommand.Pause(ANN, WHY, at);
        case 1, 2, 3 -> new ReplayCommand.Resume(ANN, WHY, at);
        case 4 ->
            random.nextInt(4) == 0
                ? new ReplayCommand.Stop(ANN, WHY, at)
                : new ReplayCommand.Approve(null, replay.count(), ANN, WHY, at);
        case 5, 6 -> new ReplayCommand.Approve(null, replay.count(), ANN, WHY, at);
        case 7, 8, 9, 10, 11, 12, 13, 14 -> new ReplayCommand.Conclude(ends(), at);
        default ->
            random.nextBoolean()
                ? new ReplayCommand.Advance(random.nextInt(12), at)
                : new ReplayCommand.Conclude(ends(), at);
      };
    }

    /// Ends of any items, also of those that never started, or ended before.
    private List<ItemEnd> ends() {
      var ends = new ArrayList<ItemEnd>();
      for (int i = random.nextInt(6); i > 0; i--) {
        int number = 1 + random.nextInt(replay.count() + 2);
        ends.add(
            switch (random.nextInt(8)) {
              case 0 -> failed(number);
              case 1 -> skipped(number);
              case 2 -> new ItemEnd(number, ItemResult.refused(4L, "UNAUTHORIZED", "No."));
              case 3 -> new ItemEnd(number, ItemResult.cancelled(9, "Enough."));
              default -> completed(number);
            });
      }
      return ends;
    }

    private void happens(ReplayEvent event) {
      if (event instanceof ItemsStarted) {
        assertThat(replay.state()).as("nothing starts unless it runs").isEqualTo(State.RUNNING);
      }
      if (event instanceof Stopped) {
        assertThat(replay.state().isFinal()).as("it ends once").isFalse();
      }
      if (event instanceof ItemsEnded(var ends, _)) {
        ends.forEach(end ->
            assertThat(results.put(end.number(), end.result()))
                .as("item %d has one result", end.number())
                .isNull());
      }
      events.add(event);
      replay = ReplayFold.evolve(ID, replay, event);
    }

    private void assertLaws() {
      Limits limits = replay.wholePlan().limits();
      assertThat(replay.open().size())
          .as("items under way")
          .isLessThanOrEqualTo(limits.concurrency());
      assertThat(replay.started())
          .as("nobody outside the plan")
          .isLessThanOrEqualTo(replay.count());
      assertThat(replay.open().size() + replay.results().count()).isEqualTo(replay.started());
      if (!replay.hasPassedCanary() && replay.canary() > 0 && !replay.state().isFinal()) {
        assertThat(replay.open().size() + replay.judged())
            .as("the canary runs alone")
            .isLessThanOrEqualTo(replay.canary());
      }
      int all = 0;
      for (ItemStatus status : ItemStatus.values()) {
        all += replay.count(status);
      }
      assertThat(all).as("every item stands somewhere").isEqualTo(replay.count());
      results.forEach(
          (number, result) -> assertThat(replay.results().of(number)).isEqualTo(result));
    }

    private void assertSettledItems() {
      Replay folded = fold();
      assertThat(folded.started()).isEqualTo(replay.started());
      assertThat(folded.state()).isEqualTo(replay.state());
      for (int number = 1; number <= replay.count(); number++) {
        assertThat(folded.status(number)).isEqualTo(replay.status(number));
        if (replay.isSettled()) {
          assertThat(replay.status(number)).isNotIn(ItemStatus.OPEN, ItemStatus.WAITING);
        }
      }
    }

    private Replay fold() {
      Replay folded = ReplayFold.fold(ID, events);
      if (folded == null) {
        throw new AssertionError("A life without events.");
      }
      return folded;
    }
  }
}
