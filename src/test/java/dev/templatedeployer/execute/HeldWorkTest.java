package dev.templatedeployer.execute;

import static dev.templatedeployer.domain.Token.FIRST;
import static dev.templatedeployer.execute.Rig.ALPHA;
import static dev.templatedeployer.execute.Rig.ALPHA_0;
import static dev.templatedeployer.execute.Rig.BETA;
import static dev.templatedeployer.execute.Rig.BETA_0;
import static dev.templatedeployer.execute.Rig.start;
import static dev.templatedeployer.execute.Rig.stop;
import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.domain.DeploymentCommand.AttemptFailed;
import dev.templatedeployer.domain.DeploymentCommand.Report;
import dev.templatedeployer.domain.DeploymentCommand.Succeeded;
import dev.templatedeployer.domain.Token;
import dev.templatedeployer.template.TemplateResult;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Work of a template that is paused.
class HeldWorkTest {

  static final Token SECOND = new Token(2, 1);

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
    assertThat(rig.committed(ALPHA_0)).isZero();
  }

  @Test
  void isStoppedAtOnce() {
    var rig = new Rig(log).owning();
    rig.held.add(ALPHA);
    log.write(ALPHA_0, start("a", FIRST));
    log.write(ALPHA_0, start("b", FIRST));
    rig.readAll(ALPHA_0);
    log.write(ALPHA_0, stop("a", FIRST));

    assertThat(rig.reports(1)).singleElement().satisfies(HeldWorkTest::assertStopped);
    assertThat(rig.committed(ALPHA_0)).isZero();

    rig.letGo(ALPHA);
    rig.awaitCommitted(ALPHA_0, 3);
    assertThat(rig.alpha.calls()).containsExactly("b/1.1");
    assertThat(rig.reports()).hasSize(2);
  }

  @Test
  void isStoppedAtOnceThoughItLayThereWhenItWasTakenOver() {
    log.write(ALPHA_0, start("a", FIRST));
    log.write(ALPHA_0, stop("a", FIRST));
    log.write(ALPHA_0, start("b", FIRST));
    var rig = new Rig(log);
    rig.held.add(ALPHA);
    rig.owning();

    assertThat(rig.reports(1)).singleElement().satisfies(HeldWorkTest::assertStopped);
  }

  @Test
  void mayComeAgainAfterAStop() {
    var rig = new Rig(log).owning();
    rig.held.add(ALPHA);
    rig.turn();
    log.write(ALPHA_0, start("a", FIRST));
    log.write(ALPHA_0, stop("a", FIRST));
    log.write(ALPHA_0, start("a", SECOND));
    rig.readAll(ALPHA_0);

    rig.letGo(ALPHA);

    rig.awaitCommitted(ALPHA_0, 3);
    assertThat(rig.alpha.calls()).containsExactly("a/2.1");
  }

  @Test
  void doesNotKeepAStopFromARunThatHangs() {
    var rig = new Rig(log).owning();
    rig.alpha.does(_ -> {
      gate.await();
      return TemplateResult.created();
    });
    log.write(ALPHA_0, start("hangs", FIRST));
    rig.turnUntil(() -> rig.alpha.calls().size() == 1);
    rig.held.add(ALPHA);
    rig.turn();
    log.write(ALPHA_0, start("next", FIRST));
    log.write(ALPHA_0, stop("hangs", FIRST));

    assertThat(rig.reports(1)).singleElement().satisfies(HeldWorkTest::assertStopped);
    rig.awaitCommitted(ALPHA_0, 1);
  }

  @Test
  void doesNotKeepAStartFromTheRunThatItReplaces() {
    var rig = new Rig(log).owning();
    rig.alpha.does(context -> {
      if (context.deploymentId().equals("a") && context.drive() == 1) {
        gate.await();
      }
      return TemplateResult.created();
    });
    log.write(ALPHA_0, start("a", FIRST));
    rig.turnUntil(() -> rig.alpha.calls().size() == 1);
    rig.held.add(ALPHA);
    rig.turn();
    log.write(ALPHA_0, start("b", FIRST));
    log.write(ALPHA_0, start("a", FIRST.nextDrive()));
    rig.turnUntil(() -> rig.meter("deployer.executor.running", "template", "alpha") == 0);

    rig.letGo(ALPHA);

    rig.awaitCommitted(ALPHA_0, 3);
    assertThat(rig.alpha.calls()).containsExactlyInAnyOrder("a/1.1", "a/1.2", "b/1.1");
    assertThat(rig.reports()).hasSize(2);
  }

  @Test
  void isNotRunByTheNextOwnerOnceItWasStopped() {
    var crashed = new Rig(log).owning();
    crashed.held.add(ALPHA);
    crashed.turn();
    log.write(ALPHA_0, start("a", FIRST));
    log.write(ALPHA_0, start("b", FIRST));
    log.write(ALPHA_0, stop("a", FIRST));
    crashed.reports(1);
    crashed.committed(ALPHA_0);

    var next = new Rig(log).owning();

    next.awaitCommitted(ALPHA_0, 3);
    assertThat(next.alpha.calls()).containsExactly("b/1.1");
    assertThat(next.reports()).hasSize(1);
  }

  @Test
  void takesNoMoreStopsBeforeItsTurnThanCanBeRemembered() {
    int most = 1_000; // the least for a partition, of which there are very many here
    var rig = new Rig(log);
    rig.own(
        IntStream.range(0, 300)
            .mapToObj(i -> new TopicPartition(ALPHA_0.topic(), i))
            .toArray(TopicPartition[]::new));
    rig.held.add(ALPHA);
    rig.turn();
    log.write(ALPHA_0, start("first", FIRST));
    for (int i = 0; i < 3 * most; i++) {
      log.write(ALPHA_0, stop("id" + i, FIRST));
    }

    rig.turnUntil(() -> rig.kafka.paused().contains(ALPHA_0));
    assertThat(rig.reports().size()).isBetween(most, most + 500);

    rig.letGo(ALPHA);
    rig.awaitCommitted(ALPHA_0, 3 * most + 1);
    assertThat(rig.reports()).hasSize(3 * most + 1);
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

  private static void assertStopped(Report report) {
    assertThat(report)
        .isInstanceOfSatisfying(
            AttemptFailed.class,
            failed -> assertThat(failed.failure().code()).isEqualTo("STOPPED"));
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
