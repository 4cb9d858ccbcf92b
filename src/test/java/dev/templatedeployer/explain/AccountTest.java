package dev.templatedeployer.explain;

import static dev.templatedeployer.explain.Told.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.templatedeployer.domain.DeploymentEvent;
import dev.templatedeployer.domain.Failure;
import dev.templatedeployer.wire.RecordedEvent;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AccountTest {

  static final String ASKED =
      "Asked for by 'billing' for the owner 'aaaaa-aa', from the template 'lock' 1.0.0. Attempt 1 was handed to the"
          + " executors at once.";
  static final String BEGAN =
      "The executor 'node-7' began attempt 1. It was heard of 1.0 s after the work was handed out.";

  @Test
  void tellsTimesVersionsAndCauses() {
    List<Sentence> account = Account.of(recorded(requested(), started(1, 1, 1)), second(9));

    assertThat(account).extracting(Sentence::at).containsExactly(NOON, second(1), second(9));
    assertThat(account).extracting(Sentence::version).containsExactly(1L, 2L, null);
    assertThat(account.getFirst().cause())
        .isEqualTo(new RecordedEvent.Cause("deployments.commands", 3, 17, "c-1"));
    assertThat(account.get(1).cause()).isEqualTo(RecordedEvent.Cause.TIME);
    assertThat(account.getLast().cause()).isNull();
  }

  @Test
  void isNotToldOfNothing() {
    assertThatIllegalArgumentException().isThrownBy(() -> Account.of(List.of(), NOON));
  }

  @Nested
  class OfASuccess {

    @Test
    void inTheFirstAttempt() {
      assertStory(
          2,
          List.of(requested(), started(1, 1, 1), completed(1, 1, 2)),
          ASKED,
          BEGAN,
          "Attempt 1 succeeded after 1.0 s. The canister is 'em77e-bvlzu-aq'.",
          "It is COMPLETED. Nothing more will happen to it.");
    }

    @Test
    void inTheSecondAttempt() {
      assertStory(
          9,
          List.of(
              requested(),
              started(1, 1, 1),
              attemptFailed(1, 1, 2.2, 4.2),
              dispatched(2, 1, 4.3),
              started(2, 1, 4.4),
              completed(2, 4.4, 5)),
          ASKED,
          BEGAN,
          "Attempt 1 failed after 1.2 s with NO_QUOTA: No quota left. It may succeed another time, so attempt 2 was"
              + " planned for 2026-03-01T12:00:04.200Z, 2.0 s later.",
          "The wait was over, and attempt 2 was handed to the executors.",
          "The executor 'node-7' began attempt 2. It was heard of 100 ms after the work was handed out.",
          "Attempt 2 succeeded after 600 ms. The canister is 'em77e-bvlzu-aq'.",
          "It is COMPLETED. Nothing more will happen to it.");
    }

    @Test
    void thatCameAfterItHadFailed() {
      assertStory(
          9,
          List.of(requested(), started(1, 1, 1), failed(1, NO_TOKEN, 1, 2), completed(1, 1, 5)),
          ASKED,
          BEGAN,
          "Attempt 1 failed after 1.0 s with NO_SUCH_TOKEN: There is no such token. Trying again would not help, so"
              + " the deployment failed.",
          "Attempt 1 succeeded after all, having taken 4.0 s, although it had been given up. This takes the place of"
              + " the failure. The canister is 'em77e-bvlzu-aq'.",
          "It is COMPLETED. Nothing more will happen to it.");
    }
  }

  @Nested
  class OfAFailure {

    @Test
    void thatNothingCanHelp() {
      assertEnd(
          List.of(requested(), started(1, 1, 1), failed(1, NO_TOKEN, 1, 2)),
          "Attempt 1 failed after 1.0 s with NO_SUCH_TOKEN: There is no such token. Trying again would not help, so"
              + " the deployment failed.",
          "It is FAILED. Nothing more happens by itself; './deployer retry web-42 --reason WHY' gives it another run.");
    }

    @Test
    void inTheLastAttempt() {
      assertEnd(
          List.of(
              requested(),
              started(1, 1, 1),
              attemptFailed(1, 1, 2, 3),
              dispatched(2, 1, 3),
              started(2, 1, 3),
              attemptFailed(2, 3, 4, 5),
              dispatched(3, 1, 5),
              started(3, 1, 5),
              failed(3, NO_QUOTA, 5, 6)),
          "Attempt 3 failed after 1.0 s with NO_QUOTA: No quota left. It was the last of 3 attempts, so the"
              + " deployment failed.",
          "It is FAILED. Nothing more happens by itself; './deployer retry web-42 --reason WHY' gives it another run.");
    }

    @Test
    void becauseTheNextAttemptWouldBeTooLate() {
      assertEnd(
          List.of(requested(null, 4.0), started(1, 1, 1), failed(1, NO_QUOTA, 1, 2)),
          "Attempt 1 failed after 1.0 s with NO_QUOTA: No quota left. The next attempt would not have come before the"
              + " deadline, 2026-03-01T12:00:04Z, so the deployment failed.",
          "It is FAILED. Nothing more happens by itself; './deployer retry web-42 --reason WHY' gives it another run.");
    }

    @Test
    void atTheDeadline() {
      var passed =
          new Failure(
              Failure.DEADLINE_PASSED,
              "The deadline passed before the template was called.",
              false);
      assertEnd(
          List.of(requested(null, 60.0), failedUnbegun(1, passed, 60)),
          "Attempt 1 ended before it began, with DEADLINE_PASSED: The deadline passed before the template was called."
              + " So the deployment failed.",
          "It is FAILED. Nothing more happens by itself; './deployer retry web-42 --reason WHY' gives it another run.");
    }

    @Test
    void thatSomebodyRetried() {
      assertStory(
          61,
          List.of(requested(), started(1, 1, 1), failed(1, NO_TOKEN, 1, 2), retried(2, 60)),
          ASKED,
          BEGAN,
          "Attempt 1 failed after 1.0 s with NO_SUCH_TOKEN: There is no such token. Trying again would not help, so"
              + " the deployment failed.",
          "'ann' asked for another run, because: The quota was raised. Attempt 2 began run 2 and was handed to the"
              + " executors at once.",
          "It is PENDING. Attempt 2 was handed out 1.0 s ago, and no executor has begun it as far as the log tells. If"
              + " none begins it by 2026-03-02T12:01:00Z, its work is handed out again, in 23 h 59 min.");
    }
  }

  @Nested
  class OfALoss {

    @Test
    void ofAnExecutor() {
      assertEnd(
          List.of(requested(), started(1, 1, 1), redriven(1, 2, 11, 41)),
          "Nothing was heard of the executor 'node-7' since 2026-03-01T12:00:11Z, which is longer than the lease of"
              + " 30.0 s, so attempt 1 was handed out again, as drive 2 of at most 3.",
          "It is PROCESSING. Drive 2 of attempt 1 was handed out 1.0 s ago, and no executor has begun it as far as the"
              + " log tells. If none begins it by 2026-03-02T12:00:41Z, the attempt is driven again, in 23 h 59 min.");
    }

    @Test
    void ofAnExecutorAfterWhichAnotherGoesOn() {
      assertEnd(
          List.of(requested(), started(1, 1, 1), redriven(1, 2, 11, 41), started(1, 2, 41.5)),
          "The executor 'node-7' began drive 2 of attempt 1. It was heard of 500 ms after the work was handed out.",
          "It is PROCESSING. The executor 'node-7' runs attempt 1 for 1.0 s now. If nothing more is heard of it by"
              + " 2026-03-01T12:01:11.500Z, the attempt is driven again. If it has not ended by"
              + " 2026-03-01T12:06:11.500Z, it counts as timed out, in 5 min 29 s.");
    }

    @Test
    void ofTheLastDriveThatAnAttemptHas() {
      assertEnd(
          List.of(requested(), started(1, 1, 1), redriven(1, 2, 1, 31), redriven(1, 3, 31, 86_431)),
          "Nobody had begun drive 2 of attempt 1 within 24 h, so attempt 1 was handed out again, as drive 3 of at most"
              + " 3.",
          "It is PROCESSING. Drive 3 of attempt 1 was handed out 1.0 s ago, and no executor has begun it as far as the"
              + " log tells. If none begins it by 2026-03-03T12:00:31Z, the attempt counts as failed with LEASE_LOST,"
              + " in 23 h 59 min.");
    }

    @Test
    void ofWorkThatNobodyBegan() {
      assertEnd(
          List.of(requested(), dispatched(1, 2, 86_400)),
          "Nobody had begun attempt 1 within 24 h, so its work was handed out again, as drive 2.",
          "It is PENDING. Attempt 1 was handed out 1.0 s ago, and no executor has begun it as far as the log tells. If"
              + " none begins it by 2026-03-03T12:00:00Z, its work is handed out again, in 23 h 59 min.");
    }
  }

  @Nested
  class OfACancellation {

    @Test
    void whileNothingRan() {
      assertEnd(
          List.of(requested(), cancelled(1, 5)),
          "'ann' gave it up while nothing ran, because: Ordered twice.",
          "It is CANCELLED. Nothing more is tried; what is wanted after all needs a new id.");
    }

    @Test
    void thatHasYetToHappen() {
      assertEnd(
          List.of(requested(), started(1, 1, 1), cancelRequested(5)),
          "'ann' wanted it given up, because: Ordered twice. Attempt 1 was running and was told to stop; it counts all"
              + " the same if it succeeds.",
          "It is PROCESSING. The executor 'node-7' runs attempt 1 for 5.0 s now. If nothing more is heard of it by"
              + " 2026-03-01T12:00:31Z, the deployment is given up. If it has not ended by 2026-03-01T12:05:31Z, it"
              + " counts as timed out, in 5 min 25 s. 'ann' wants it given up, which happens as soon as this attempt"
              + " ends without success.");
    }

    @Test
    void ofWhatNobodyHasBegun() {
      assertEnd(
          List.of(requested(), cancelRequested(5)),
          "'ann' wanted it given up, because: Ordered twice. Attempt 1 was with the executors and was told to stop; it"
              + " counts all the same if it succeeds.",
          "It is PENDING. 'ann' wants it given up, and the executors were told to stop. That happens as soon as one"
              + " says that it has, and at 2026-03-01T12:00:35Z if none says anything, in 29.0 s.");
      assertEnd(
          List.of(requested(), cancelRequested(5), cancelled(1, 6)),
          "Attempt 1 was not begun, as far as the executors said, and so the deployment was given up, as 'ann' had"
              + " wanted, because: Ordered twice.",
          "It is CANCELLED. Nothing more is tried; what is wanted after all needs a new id.");
    }

    @Test
    void thatASuccessReplaced() {
      assertEnd(
          List.of(requested(), cancelRequested(5), cancelled(1, 35), completed(1, 1, 40)),
          "Attempt 1 succeeded after all, having taken 39.0 s, although it had been given up. This takes the place of"
              + " the cancellation. The canister is 'em77e-bvlzu-aq'.",
          "It is COMPLETED. Nothing more will happen to it.");
    }

    @Test
    void thatCameWhenTheRunEnded() {
      assertEnd(
          List.of(requested(), started(1, 1, 1), cancelRequested(5), cancelled(1, 6)),
          "Attempt 1 ended without success, and so the deployment was given up, as 'ann' had wanted, because: Ordered"
              + " twice.",
          "It is CANCELLED. Nothing more is tried; what is wanted after all needs a new id.");
    }
  }

  @Nested
  class OfAWait {

    @Test
    void forTheWishedStart() {
      assertStory(
          1,
          List.of(requested(60.0, null)),
          "Asked for by 'billing' for the owner 'aaaaa-aa', from the template 'lock' 1.0.0. It was not to start before"
              + " 2026-03-01T12:01:00Z.",
          "It is PENDING and waits. Attempt 1 starts at 2026-03-01T12:01:00Z, in 59.0 s.");
    }

    @Test
    void thatIsOver() {
      assertThat(Account.of(recorded(requested(60.0, null)), second(61)).getLast().text())
          .isEqualTo(
              "It is PENDING and waits. Attempt 1 starts at 2026-03-01T12:01:00Z, which was 1.0 s ago, so it is about to"
                  + " happen.");
    }

    @Test
    void thatTheDeadlineEnds() {
      assertStory(
          1,
          List.of(requested(60.0, 30.0)),
          "Asked for by 'billing' for the owner 'aaaaa-aa', from the template 'lock' 1.0.0. It was not to start before"
              + " 2026-03-01T12:01:00Z. No attempt may start after 2026-03-01T12:00:30Z.",
          "It is PENDING and waits for attempt 1 at 2026-03-01T12:01:00Z. Its deadline is earlier: at"
              + " 2026-03-01T12:00:30Z it fails, in 29.0 s.");
    }

    @Test
    void forAnExecutorUntilTheDeadline() {
      assertThat(Account.of(recorded(requested(null, 30.0)), second(1)).getLast().text())
          .isEqualTo(
              "It is PENDING. Attempt 1 was handed out 1.0 s ago, and no executor has begun it as far as the log tells."
                  + " If none begins it by the deadline, 2026-03-01T12:00:30Z, it fails, in 29.0 s.");
    }

    @Test
    void forARunWhoseSignsOfLifeAreNotInTheLog() {
      assertThat(Account.of(recorded(requested(), started(1, 1, 1)), second(61)).getLast().text())
          .isEqualTo(
              "It is PROCESSING. The executor 'node-7' runs attempt 1 for 1 min now. Its signs of life are not kept in"
                  + " the log; when it is silent for 30.0 s, the attempt is driven again. If it has not ended by"
                  + " 2026-03-01T12:05:31Z, it counts as timed out, in 4 min 30 s.");
    }
  }

  /// The whole story, told `now` seconds after noon.
  private static void assertStory(double now, List<DeploymentEvent> events, String... sentences) {
    assertThat(
            Account.of(recorded(events.toArray(DeploymentEvent[]::new)), second(now)).stream()
                .map(Sentence::text))
        .containsExactly(sentences);
  }

  /// The last two sentences, told a second after the last event.
  private static void assertEnd(List<DeploymentEvent> events, String... sentences) {
    List<Sentence> account =
        Account.of(
            recorded(events.toArray(DeploymentEvent[]::new)), events.getLast().at().plusSeconds(1));
    assertThat(account.subList(account.size() - 2, account.size()).stream().map(Sentence::text))
        .containsExactly(sentences);
  }
}
