package dev.templatedeployer.execute;

import static dev.templatedeployer.domain.Token.FIRST;
import static dev.templatedeployer.execute.Rig.ALPHA_0;
import static dev.templatedeployer.execute.Rig.LIMIT;
import static dev.templatedeployer.execute.Rig.start;
import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.domain.DeploymentCommand.AttemptFailed;
import dev.templatedeployer.domain.DeploymentCommand.Heartbeat;
import dev.templatedeployer.domain.DeploymentCommand.Report;
import dev.templatedeployer.domain.DeploymentCommand.Started;
import dev.templatedeployer.domain.DeploymentCommand.Succeeded;
import dev.templatedeployer.domain.Failure;
import dev.templatedeployer.template.PermanentFailure;
import dev.templatedeployer.template.TemplateResult;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TimeLimitsTest {

  final Rig rig = new Rig().owning();
  final CountDownLatch called = new CountDownLatch(1);
  final CountDownLatch interrupted = new CountDownLatch(1);
  final CountDownLatch gate = new CountDownLatch(1);

  @AfterEach
  void letAllEnd() {
    gate.countDown();
  }

  @Nested
  class ARunThatTakesTooLong {

    @Test
    void isInterruptedAndReportedAsTimedOut() {
      rig.alpha.does(_ -> {
        called.countDown();
        gate.await();
        return TemplateResult.created();
      });
      run();
      rig.pass(LIMIT.minusNanos(1));
      assertThat(ends()).isEmpty();
      rig.pass(LIMIT);
      rig.turnUntil(() -> ends().size() == 1);
      assertTimedOut(ends().getFirst());
      rig.awaitCommitted(ALPHA_0, 1);
    }

    @Test
    void isReportedAsTimedOutWhateverItMakesOfItsInterruption() {
      rig.alpha.does(_ -> {
        called.countDown();
        try {
          gate.await();
        } catch (InterruptedException e) {
          throw new PermanentFailure("GAVE_UP", "I was interrupted.", e);
        }
        return TemplateResult.created();
      });
      run();
      rig.pass(LIMIT);
      rig.turnUntil(() -> ends().size() == 1);
      assertTimedOut(ends().getFirst());
    }

    @Test
    void isASuccessIfItStillSucceeds() {
      holdThroughInterrupts();
      run();
      rig.pass(LIMIT);
      rig.turnUntil(() -> interrupted.getCount() == 0);
      gate.countDown();
      rig.turnUntil(() -> ends().size() == 1);
      assertThat(ends()).singleElement().isInstanceOf(Succeeded.class);
    }
  }

  @Nested
  class ARunThatDoesNotHeedItsInterruption {

    @Test
    void isReportedAsTimedOutWithoutItAndKeepsItsPlace() {
      holdThroughInterrupts();
      run();
      rig.pass(LIMIT);
      rig.pass(rig.settings.grace());
      rig.turnUntil(() -> ends().size() == 1);
      assertTimedOut(ends().getFirst());
      rig.awaitCommitted(ALPHA_0, 1);
      assertThat(rig.meter("deployer.executor.abandoned", "template", "alpha")).isEqualTo(1);
      assertThat(rig.meter("deployer.executor.running", "template", "alpha")).isEqualTo(1);
    }

    @Test
    void isReportedOnceMoreIfItSucceedsAtLast() {
      holdThroughInterrupts();
      run();
      rig.pass(LIMIT);
      rig.pass(rig.settings.grace());
      rig.turnUntil(() -> ends().size() == 1);
      gate.countDown();
      rig.turnUntil(() -> ends().size() == 2);
      assertThat(ends()).last().isInstanceOf(Succeeded.class);
      rig.turnUntil(() -> rig.meter("deployer.executor.running", "template", "alpha") == 0);
    }

    @Test
    void isNotReportedOnceMoreIfItFailsAtLast() {
      rig.alpha.does(_ -> {
        called.countDown();
        awaitGate();
        throw new PermanentFailure("TOO_LATE", "It took too long.");
      });
      run();
      rig.pass(LIMIT);
      rig.pass(rig.settings.grace());
      rig.turnUntil(() -> ends().size() == 1);
      gate.countDown();
      rig.turnUntil(() -> rig.meter("deployer.executor.running", "template", "alpha") == 0);
      assertThat(ends()).hasSize(1);
    }

    @Test
    void isNotWaitedForByTheNextStartOfItsDeployment() {
      holdThroughInterrupts();
      run();
      rig.pass(LIMIT);
      rig.pass(rig.settings.grace());
      rig.turnUntil(() -> ends().size() == 1);
      rig.alpha.does(_ -> TemplateResult.created());
      rig.log.write(ALPHA_0, start("a", FIRST.nextAttempt()));
      rig.turnUntil(() -> ends().size() == 2);
      assertThat(ends().getLast().token()).isEqualTo(FIRST.nextAttempt());
    }
  }

  private void run() {
    rig.log.write(ALPHA_0, start("a", FIRST));
    rig.turnUntil(() -> called.getCount() == 0);
  }

  private void holdThroughInterrupts() {
    rig.alpha.does(_ -> {
      called.countDown();
      awaitGate();
      return TemplateResult.created();
    });
  }

  private void awaitGate() {
    while (gate.getCount() > 0) {
      try {
        gate.await();
      } catch (InterruptedException _) {
        interrupted.countDown(); // and ignored, as bad templates do
      }
    }
  }

  private List<Report> ends() {
    return rig.reports().stream()
        .filter(report -> !(report instanceof Started || report instanceof Heartbeat))
        .toList();
  }

  private static void assertTimedOut(Report report) {
    assertThat(report)
        .isInstanceOfSatisfying(
            AttemptFailed.class,
            failed -> {
              assertThat(failed.failure())
                  .isEqualTo(
                      new Failure(
                          Failure.TIMED_OUT,
                          "The template did not end within its time limit of PT5M.",
                          true));
              assertThat(failed.startedAt()).isEqualTo(ManualTime.NOON);
              assertThat(failed.endedAt()).isAfterOrEqualTo(ManualTime.NOON.plus(LIMIT));
            });
  }
}
