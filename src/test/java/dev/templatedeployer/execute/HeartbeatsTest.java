package dev.templatedeployer.execute;

import static dev.templatedeployer.domain.Token.FIRST;
import static dev.templatedeployer.execute.Rig.ALPHA_0;
import static dev.templatedeployer.execute.Rig.start;
import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.domain.DeploymentCommand.Heartbeat;
import dev.templatedeployer.domain.DeploymentCommand.Started;
import dev.templatedeployer.domain.DeploymentCommand.Succeeded;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.Work;
import dev.templatedeployer.template.TemplateResult;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeartbeatsTest {

  final Rig rig = new Rig().owning();
  final CountDownLatch called = new CountDownLatch(1);
  final CountDownLatch gate = new CountDownLatch(1);

  @AfterEach
  void letAllEnd() {
    gate.countDown();
  }

  @Test
  void sayNothingOfAQuickRun() {
    run();
    rig.pass(Duration.ofMillis(19));
    gate.countDown();
    assertThat(rig.reports(1)).singleElement().isInstanceOf(Succeeded.class);
  }

  @Test
  void sayThatALongerRunHasStartedAndThenThatItGoesOn() {
    run();
    rig.pass(Duration.ofMillis(20));
    var id = new DeploymentId("a");
    var startedSaid = ManualTime.NOON.plusMillis(20);
    assertThat(rig.reports())
        .containsExactly(new Started(id, FIRST, "e1", ManualTime.NOON, startedSaid));
    rig.pass(Duration.ofMillis(9_999));
    assertThat(rig.reports()).hasSize(1);
    rig.pass(Duration.ofMillis(1));
    rig.pass(Duration.ofSeconds(10));
    assertThat(rig.reports())
        .endsWith(
            new Heartbeat(id, FIRST, "e1", ManualTime.NOON, startedSaid.plusSeconds(10)),
            new Heartbeat(id, FIRST, "e1", ManualTime.NOON, startedSaid.plusSeconds(20)));
  }

  @Test
  void areSentThreeTimesWithinTheLeaseThatTheWorkWasHandedOutWith() {
    run(start("a", FIRST).withLease(Duration.ofSeconds(3)));
    rig.pass(Duration.ofMillis(20));
    rig.pass(Duration.ofMillis(999));
    assertThat(rig.reports()).hasSize(1);
    rig.pass(Duration.ofMillis(1));
    rig.pass(Duration.ofSeconds(1));
    assertThat(rig.reports()).hasSize(3).last().isInstanceOf(Heartbeat.class);
  }

  @Test
  void areNotSentLessOftenForALongLease() {
    run(start("a", FIRST).withLease(Duration.ofHours(3)));
    rig.pass(Duration.ofMillis(20));
    rig.pass(Duration.ofSeconds(10));
    assertThat(rig.reports()).hasSize(2).last().isInstanceOf(Heartbeat.class);
  }

  @Test
  void endWithTheRun() {
    run();
    rig.pass(Duration.ofSeconds(1));
    gate.countDown();
    rig.reports(2);
    rig.pass(Duration.ofMinutes(1));
    assertThat(rig.reports()).hasSize(2).last().isInstanceOf(Succeeded.class);
  }

  private void run() {
    run(start("a", FIRST));
  }

  private void run(Work.Start work) {
    rig.alpha.does(_ -> {
      called.countDown();
      gate.await();
      return TemplateResult.created();
    });
    rig.log.write(ALPHA_0, work);
    rig.turnUntil(() -> called.getCount() == 0);
  }
}
