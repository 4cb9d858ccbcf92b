package dev.templatedeployer.execute;

import static dev.templatedeployer.domain.Token.FIRST;
import static dev.templatedeployer.execute.Rig.ALPHA;
import static dev.templatedeployer.execute.Rig.ALPHA_0;
import static dev.templatedeployer.execute.Rig.BETA;
import static dev.templatedeployer.execute.Rig.BETA_0;
import static dev.templatedeployer.execute.Rig.start;
import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.domain.DeploymentCommand.Succeeded;
import dev.templatedeployer.template.TemplateResult;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Work of a template that is paused.
class HeldWorkTest {

  final WorkLog log = new WorkLog();
  final CountDownLatch gate = new CountDownLatch(1);

  @AfterEach
  void letAllEnd() {
    gate.countDown();
  }

  @Test
  void staysInItsTopicWhileThatOfOthersGoesOn() {
    var rig = new Rig(log).owning();
    rig.held.add(ALPHA);
    rig.turn();
    log.write(ALPHA_0, start("a", FIRST));
    log.write(BETA_0, start("b", BETA, FIRST, null));

    rig.reports(1);
    rig.turn();

    assertThat(rig.alpha.calls()).isEmpty();
    assertThat(rig.beta.calls()).containsExactly("b/1.1");
    assertThat(rig.kafka.paused()).containsExactly(ALPHA_0);
  }

  @Test
  void beginsOnceItIsLetGo() {
    var rig = new Rig(log).owning();
    rig.held.add(ALPHA);
    rig.turn();
    log.write(ALPHA_0, start("a", FIRST));
    rig.turn();

    rig.letGo(ALPHA);

    assertThat(rig.reports(1)).singleElement().isInstanceOf(Succeeded.class);
    rig.awaitCommitted(ALPHA_0, 1);
  }

  @Test
  void thatWasFetchedAlreadyWaitsTooAndWhatRunsEnds() {
    var rig = new Rig(log, true, HeldWorkTest::oneAtATime).owning();
    rig.alpha.does(context -> {
      if (context.deploymentId().equals("slow")) {
        gate.await();
      }
      return TemplateResult.created();
    });
    log.write(ALPHA_0, start("slow", FIRST));
    log.write(ALPHA_0, start("next", FIRST));
    rig.turnUntil(() -> rig.meter("deployer.executor.queued", "template", "alpha") == 1);
    rig.held.add(ALPHA);

    gate.countDown();

    assertThat(rig.reports(1)).hasSize(1);
    rig.awaitCommitted(ALPHA_0, 1);
    assertThat(rig.alpha.calls()).containsExactly("slow/1.1");
    rig.letGo(ALPHA);
    assertThat(rig.reports(2)).hasSize(2);
    assertThat(rig.alpha.calls()).containsExactly("slow/1.1", "next/1.1");
  }

  @Test
  void isNotStartedAfterItsDeadlineHoweverLongItWasHeld() {
    var rig = new Rig(log).owning();
    rig.held.add(ALPHA);
    rig.turn();
    log.write(ALPHA_0, start("a", ALPHA, FIRST, rig.time.now().plusSeconds(60)));
    rig.turn();
    rig.pass(Duration.ofHours(1));

    rig.letGo(ALPHA);

    assertThat(rig.reports(1)).singleElement().asString().contains("DEADLINE_PASSED");
    assertThat(rig.alpha.calls()).isEmpty();
  }

  private static ExecutorSettings oneAtATime(ExecutorSettings settings) {
    return new ExecutorSettings(
        settings.name(),
        settings.group(),
        settings.instance(),
        settings.parallelism(),
        settings.parallelismOfATemplate(),
        Map.of(ALPHA, 1),
        settings.queue(),
        settings.startedAfter(),
        settings.heartbeat(),
        settings.grace(),
        settings.commit());
  }
}
