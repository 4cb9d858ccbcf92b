package dev.templatedeployer.replay.driving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.replay.ItemResult;
import dev.templatedeployer.replay.Limits;
import dev.templatedeployer.replay.Replay.State;
import dev.templatedeployer.replay.ReplayCommand;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReplayMetricsTest {

  static final Limits LOOSE = new Limits(1000, 1000, 1, 0);

  final DrivenReplay replay = new DrivenReplay();

  @Test
  void areZeroWhileNothingRuns() throws Exception {
    replay.planned(3, LOOSE);

    assertThat(replay.figure("deployer.replays.running")).isZero();
    assertThat(replay.figure("deployer.replays.paused")).isZero();
    assertThat(replay.figure("deployer.replay.items.left")).isZero();
    assertThat(replay.figure("deployer.replay.idle.seconds")).isZero();
    assertThat(replay.figure("deployer.replay.self.stop.timestamp.seconds")).isZero();
  }

  @Test
  void tellHowManyItemsAreLeft() throws Exception {
    replay.approved(3, LOOSE);
    replay.runFor(Duration.ofSeconds(1));
    replay.ends(1, ItemResult.completed(5));
    replay.runFor(Duration.ofSeconds(1));

    assertThat(replay.figure("deployer.replays.running")).isEqualTo(1);
    assertThat(replay.figure("deployer.replay.items.left")).isEqualTo(2);
    assertThat(replay.counted("completed")).isEqualTo(1);

    replay.asks(now -> new ReplayCommand.Pause("ann", "Lunch.", now));
    assertThat(replay.figure("deployer.replays.running")).isZero();
    assertThat(replay.figure("deployer.replays.paused")).isEqualTo(1);
    assertThat(replay.figure("deployer.replay.items.left")).isEqualTo(2);
  }

  @Test
  void tellForHowLongNothingHasHappenedToOneThatRuns() throws Exception {
    replay.approved(3, LOOSE);
    replay.runFor(Duration.ofSeconds(1));
    replay.runFor(Duration.ofMinutes(40));
    assertThat(replay.figure("deployer.replay.idle.seconds")).isBetween(2_400.0, 2_401.0);

    replay.ends(1, ItemResult.completed(5));
    replay.runFor(Duration.ofSeconds(2));
    assertThat(replay.figure("deployer.replay.idle.seconds")).isBetween(0.0, 2.0);

    replay.runFor(Duration.ofMinutes(10));
    replay.asks(now -> new ReplayCommand.Pause("ann", "Lunch.", now));
    replay.runFor(Duration.ofMinutes(10));
    assertThat(replay.figure("deployer.replay.idle.seconds")).isZero();
  }

  @Test
  void tellWhenOneStoppedItself() throws Exception {
    replay.approved(100, new Limits(1000, 1000, 0.5, 2));
    replay.runFor(Duration.ofSeconds(1));
    replay.ends(1, ItemResult.failed(5, "NO_MEMORY", "None left."));
    replay.ends(2, ItemResult.failed(5, "NO_MEMORY", "None left."));
    replay.runFor(Duration.ofSeconds(9));

    assertThat(replay.now().state()).isEqualTo(State.STOPPED);
    assertThat(replay.figure("deployer.replay.self.stop.timestamp.seconds"))
        .isEqualTo((double) DrivenReplay.NOON.plusSeconds(1).getEpochSecond());
    assertThat(replay.figure("deployer.replay.items.left")).isZero();
  }

  @Test
  void doNotTellThatSomebodyStoppedOne() throws Exception {
    replay.approved(100, LOOSE);
    replay.asks(now -> new ReplayCommand.Stop("ann", "Enough.", now));

    assertThat(replay.figure("deployer.replay.self.stop.timestamp.seconds")).isZero();
  }
}
