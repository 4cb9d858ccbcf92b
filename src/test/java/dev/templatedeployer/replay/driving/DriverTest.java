package dev.templatedeployer.replay.driving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.templatedeployer.replay.ItemResult;
import dev.templatedeployer.replay.ItemStatus;
import dev.templatedeployer.replay.Limits;
import dev.templatedeployer.replay.Replay.State;
import dev.templatedeployer.replay.ReplayCommand;
import java.time.Duration;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DriverTest {

  static final Limits LOOSE = new Limits(1000, 1000, 1, 0);

  final DrivenReplay replay = new DrivenReplay();

  @Test
  void retriesEachItemByItsVersionUnderAnIdOfItsOwn() throws Exception {
    replay.approved(3, LOOSE);

    replay.runFor(Duration.ofSeconds(1));

    assertThat(replay.sent())
        .extracting(retry ->
            "%s %d %s %s"
                .formatted(
                    retry.id(), retry.expectedVersion(), retry.commandId(), retry.requestedBy()))
        .containsExactly(
            "web-1 4 replay-%s-1 bob".formatted(replay.id()),
            "web-2 4 replay-%s-2 bob".formatted(replay.id()),
            "web-3 4 replay-%s-3 bob".formatted(replay.id()));
    assertThat(replay.sent().getFirst().reason())
        .isEqualTo("Replay %s: The node is back.".formatted(replay.id()));
  }

  @Test
  void startsNothingBeforeItIsApproved() throws Exception {
    replay.planned(3, LOOSE);

    replay.runFor(Duration.ofMinutes(5));

    assertThat(replay.sent()).isEmpty();
  }

  @Test
  void keepsTheRate() throws Exception {
    replay.approved(1000, new Limits(10, 1000, 1, 0));

    replay.runFor(Duration.ofSeconds(30));

    assertThat((double) replay.sent().size()).isCloseTo(300, Percentage.withPercentage(20));
  }

  @Test
  void neverHasMoreUnderWayThanItMay() throws Exception {
    replay.approved(100, new Limits(1000, 7, 1, 0));

    replay.runFor(Duration.ofSeconds(5));
    assertThat(replay.sent()).hasSize(7);

    replay.ends(3, ItemResult.completed(8));
    replay.ends(4, ItemResult.completed(8));
    replay.runFor(Duration.ofSeconds(5));
    assertThat(replay.sent()).hasSize(9);
  }

  @Test
  void waitsForAsLongAsAnItemTakes() throws Exception {
    replay.approved(1, LOOSE);
    replay.runFor(Duration.ofSeconds(1));
    replay.takes(1);

    replay.runFor(Duration.ofDays(3));

    assertThat(replay.sent()).containsOnly(replay.sent().getFirst());
    assertThat(replay.now().count(ItemStatus.OPEN)).isEqualTo(1);
    replay.ends(1, ItemResult.completed(8));
    replay.runFor(Duration.ofSeconds(1));
    assertThat(replay.now().state()).isEqualTo(State.FINISHED);
  }

  @Test
  void asksOnceMoreForAnOutcomeThatMayHaveBeenMissed() throws Exception {
    replay.approved(1, LOOSE);
    replay.runFor(Duration.ofSeconds(1));
    replay.takes(1);

    replay.runFor(Driver.LONG_AGAIN.minusSeconds(2));
    assertThat(replay.sent()).hasSize(1);

    replay.runFor(Duration.ofSeconds(4));
    assertThat(replay.sent()).hasSize(2);
    assertThat(replay.sent().get(1)).isEqualTo(replay.sent().get(0));
    assertThat(replay.repeated()).containsExactly(false, true);
  }

  @Test
  void sendsACommandAgainThatNobodyAnswered() throws Exception {
    replay.approved(1, LOOSE);
    replay.runFor(Duration.ofSeconds(1));
    replay.isSilent(1);

    replay.runFor(Driver.AGAIN.minusSeconds(1));
    assertThat(replay.sent()).hasSize(1);

    replay.runFor(Duration.ofSeconds(2));
    assertThat(replay.sent()).hasSize(2);
    assertThat(replay.sent().get(1)).isEqualTo(replay.sent().get(0));
  }

  @Test
  void runsTheCanaryAloneAndThenTheRest() throws Exception {
    replay.approved(100, new Limits(1000, 1000, 0.5, 3));
    replay.runFor(Duration.ofSeconds(5));
    assertThat(replay.sent()).hasSize(3);

    replay.ends(1, ItemResult.completed(8));
    replay.ends(2, ItemResult.completed(8));
    replay.runFor(Duration.ofSeconds(5));
    assertThat(replay.sent()).hasSize(3);

    replay.ends(3, ItemResult.failed(8, "NO_MEMORY", "Still none."));
    replay.runFor(Duration.ofSeconds(5));
    assertThat(replay.sent()).hasSize(100);
  }

  @Test
  void stopsByItself() throws Exception {
    replay.approved(100, new Limits(1000, 1000, 0.5, 3));
    replay.runFor(Duration.ofSeconds(5));

    for (int number = 1; number <= 3; number++) {
      replay.ends(number, ItemResult.failed(8, "NO_MEMORY", "Still none."));
    }
    replay.runFor(Duration.ofMinutes(5));

    assertThat(replay.sent()).hasSize(3);
    assertThat(replay.now().state()).isEqualTo(State.STOPPED);
    assertThat(replay.now().steps().getLast().reason()).contains("3 of 3 items of the canary");
    assertThat(replay.now().count(ItemStatus.NOT_STARTED)).isEqualTo(97);
  }

  @Test
  void startsNothingMoreOnceItIsStoppedAndRecordsWhatWasUnderWay() throws Exception {
    replay.approved(100, new Limits(10, 5, 1, 0));
    replay.runFor(Duration.ofSeconds(2));
    replay.asks(now -> new ReplayCommand.Stop("ann", "Enough.", now));

    replay.runFor(Duration.ofSeconds(5));
    for (int number = 1; number <= 5; number++) {
      replay.ends(number, ItemResult.completed(8));
    }
    replay.runFor(Duration.ofSeconds(5));

    assertThat(replay.sent()).hasSize(5);
    assertThat(replay.now().isSettled()).isTrue();
    assertThat(replay.now().count(ItemStatus.COMPLETED)).isEqualTo(5);
  }

  @Test
  void restsWhileItIsPausedAndDoesNotMakeUpForItAfterwards() throws Exception {
    replay.approved(1000, new Limits(10, 1000, 1, 0));
    replay.runFor(Duration.ofSeconds(10));
    replay.asks(now -> new ReplayCommand.Pause("ann", "Lunch.", now));
    int before = replay.sent().size();

    replay.runFor(Duration.ofMinutes(60));
    assertThat(replay.sent()).hasSize(before);

    replay.asks(now -> new ReplayCommand.Resume("ann", "Back.", now));
    replay.runFor(Duration.ofSeconds(10));
    assertThat(replay.sent().size() - before).isCloseTo(100, within(20));
  }

  @Test
  void doesNotTakeTheOutcomeOfAnotherDeploymentForThatOfItsItem() throws Exception {
    replay.approved(1, LOOSE);
    replay.runFor(Duration.ofSeconds(1));

    replay.hears(1, "somebody-else", ItemResult.completed(8));
    replay.runFor(Duration.ofSeconds(1));

    assertThat(replay.now().count(ItemStatus.OPEN)).isEqualTo(1);
  }

  @Test
  void forgetsNoOutcomeForThoseOfItemsThatHaveEnded() throws Exception {
    replay.approved(1, LOOSE);
    replay.runFor(Duration.ofSeconds(1));
    replay.logIsOutOfReach(true);
    replay.ends(1, ItemResult.completed(7));

    for (int number = 2; number < 20_000; number++) {
      replay.ends(number, ItemResult.completed(7));
    }
    replay.logIsOutOfReach(false);
    replay.runFor(Duration.ofSeconds(10));

    assertThat(replay.now().state()).isEqualTo(State.FINISHED);
  }

  @Test
  void countsEachResult() throws Exception {
    replay.approved(2, LOOSE);
    replay.runFor(Duration.ofSeconds(1));
    replay.ends(1, ItemResult.completed(8));
    replay.ends(2, ItemResult.skipped(9L, "It had changed."));
    replay.ends(2, ItemResult.skipped(9L, "It had changed."));
    replay.runFor(Duration.ofSeconds(1));

    assertThat(replay.counted("completed")).isEqualTo(1);
    assertThat(replay.counted("skipped")).isEqualTo(1);
  }

  @Nested
  class AfterACrash {

    @Test
    void theNextDriverSendsWhatIsOpenAgainAndGoesOn() throws Exception {
      replay.approved(10, new Limits(1000, 4, 1, 0));
      replay.runFor(Duration.ofSeconds(1));
      replay.ends(1, ItemResult.completed(8));
      replay.ends(2, ItemResult.completed(8));
      replay.crashes(); // and never wrote those ends

      replay.runFor(Duration.ofSeconds(1));
      assertThat(replay.sent())
          .extracting(retry -> retry.id().value())
          .containsExactly("web-1", "web-2", "web-3", "web-4");

      replay.ends(1, ItemResult.completed(8)); // the outcomes are read again
      replay.ends(2, ItemResult.completed(8));
      replay.runFor(Duration.ofSeconds(1));
      assertThat(replay.sent()).hasSize(6);
    }

    @Test
    void listensToOutcomesFromBeforeTheOldestOpenItem() throws Exception {
      replay.approved(10, new Limits(1000, 4, 1, 0));
      replay.runFor(Duration.ofSeconds(1));
      var began = replay.now().open().firstEntry().getValue();
      replay.runFor(Duration.ofHours(2));
      replay.crashes();

      replay.runFor(Duration.ofSeconds(1));

      assertThat(replay.listensFrom()).isEqualTo(began.minus(Driver.OVERLAP));
    }

    @Test
    void twoDriversAtOnceStartEachItemOnce() throws Exception {
      replay.approved(40, new Limits(1000, 10, 1, 0));
      var other = replay.beside();

      for (int i = 0; i < 20; i++) {
        replay.runFor(Duration.ofMillis(10));
        other.runFor(Duration.ofMillis(10));
      }

      assertThat(replay.now().open()).hasSize(10);
      assertThat(other.now()).usingRecursiveComparison().isEqualTo(replay.now());
      assertThat(replay.now().started()).isEqualTo(10);
    }
  }

  @Nested
  class WithoutTheLog {

    @Test
    void nothingIsSentAndNothingIsLost() throws Exception {
      replay.approved(5, new Limits(1000, 2, 1, 0));
      replay.runFor(Duration.ofSeconds(1));
      replay.ends(1, ItemResult.completed(8));
      replay.logIsOutOfReach(true);

      assertThatExceptionOfType(LogTrouble.class)
          .isThrownBy(() -> replay.runFor(Duration.ofSeconds(1)));
      assertThat(replay.sent()).hasSize(2);

      replay.logIsOutOfReach(false);
      replay.runFor(Duration.ofSeconds(1));
      assertThat(replay.now().count(ItemStatus.COMPLETED)).isEqualTo(1);
      assertThat(replay.sent()).hasSize(3);
    }
  }

  @Test
  void listensToOutcomesOnlyWhileThereIsSomethingToHear() throws Exception {
    replay.planned(1, LOOSE);
    replay.runFor(Duration.ofSeconds(1));
    assertThat(replay.listens()).isFalse();

    replay.approve();
    replay.runFor(Duration.ofSeconds(1));
    assertThat(replay.listens()).isTrue();

    replay.ends(1, ItemResult.completed(8));
    replay.runFor(Duration.ofMinutes(3));
    assertThat(replay.listens()).isFalse();
  }
}
