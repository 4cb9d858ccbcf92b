package dev.templatedeployer.execute;

import static dev.templatedeployer.domain.Token.FIRST;
import static dev.templatedeployer.execute.Rig.ALPHA_0;
import static dev.templatedeployer.execute.Rig.BETA_0;
import static dev.templatedeployer.execute.Rig.start;
import static dev.templatedeployer.execute.Rig.stop;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.templatedeployer.domain.DeploymentCommand.AttemptFailed;
import dev.templatedeployer.domain.DeploymentCommand.Report;
import dev.templatedeployer.domain.DeploymentCommand.Succeeded;
import dev.templatedeployer.domain.Token;
import dev.templatedeployer.domain.Work;
import dev.templatedeployer.template.TemplateResult;
import dev.templatedeployer.wire.HeaderNames;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class WorkConsumerTest {

  static final Token SECOND = new Token(2, 1);

  final WorkLog log = new WorkLog();

  /// Holds runs of the deployment `slow` until it is opened.
  final CountDownLatch gate = new CountDownLatch(1);

  @AfterEach
  void letAllEnd() {
    gate.countDown();
  }

  @Nested
  class AStart {

    @Test
    void isRunReportedAndCommitted() {
      var rig = new Rig(log).owning();
      log.write(ALPHA_0, start("a", FIRST));
      log.write(BETA_0, start("b", Rig.BETA, FIRST, null));
      assertThat(rig.reports(2)).allMatch(report -> report instanceof Succeeded);
      rig.awaitCommitted(ALPHA_0, 1);
      rig.awaitCommitted(BETA_0, 1);
      assertThat(rig.alpha.calls()).containsExactly("a/1.1");
      assertThat(rig.beta.calls()).containsExactly("b/1.1");
    }

    @Test
    void isReportedInTheTraceOfItsRecord() {
      byte[] trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01".getBytes(UTF_8);
      var rig = new Rig(log).owning();
      log.writeWith(
          new RecordHeaders().add(HeaderNames.TRACEPARENT, trace), ALPHA_0, start("a", FIRST));
      rig.reports(1);
      await().until(() -> rig.producer.history().size() == 1);
      assertThat(rig.producer.history().getFirst().headers())
          .singleElement()
          .extracting(Header::value)
          .isEqualTo(trace);
    }

    @Test
    void tellsTheTemplateAllAboutItsDeployment() {
      var rig = new Rig(log).owning();
      rig.alpha.does(context -> {
        assertThat(context.deploymentId()).isEqualTo("a");
        assertThat(context.canisterId().text()).isEqualTo("canister");
        assertThat(context.owner().text()).isEqualTo("owner");
        assertThat(context.attempt()).isEqualTo(2);
        assertThat(context.drive()).isEqualTo(3);
        assertThat(context.acceptedAt()).isEqualTo(ManualTime.NOON);
        assertThat(context.timeLimit()).isEqualTo(Rig.LIMIT);
        assertThat(context.labels()).containsEntry("team", "blue");
        context.canisters().create("config");
        return TemplateResult.created();
      });
      log.write(ALPHA_0, start("a", new Token(2, 3)));
      assertThat(rig.reports(1)).singleElement().isInstanceOf(Succeeded.class);
    }
  }

  @Nested
  class AnOffset {

    @Test
    void isFinishedWhenTheBrokerHasAcknowledgedTheReport() {
      var rig = acknowledgingLater().owning();
      log.write(ALPHA_0, start("a", FIRST));
      rig.reports(1);
      assertThat(rig.committed(ALPHA_0)).isZero();
      rig.producer.completeNext();
      rig.awaitCommitted(ALPHA_0, 1);
    }

    @Test
    void isFinishedOnlyAfterAReportThatWasRefusedIsTaken() {
      var rig = acknowledgingLater().owning();
      log.write(ALPHA_0, start("a", FIRST));
      rig.reports(1);
      rig.producer.errorNext(new KafkaException("not now"));
      assertThat(rig.committed(ALPHA_0)).isZero();
      rig.pass(Duration.ofSeconds(1));
      rig.producer.completeNext();
      rig.awaitCommitted(ALPHA_0, 1);
      assertThat(rig.alpha.calls()).hasSize(1);
    }

    @Test
    void waitsForLowerOnes() {
      var rig = holding(new Rig(log).owning());
      log.write(ALPHA_0, start("slow", FIRST));
      log.write(ALPHA_0, start("quick", FIRST));
      rig.reports(1);
      assertThat(rig.committed(ALPHA_0)).isZero();
      gate.countDown();
      rig.awaitCommitted(ALPHA_0, 2);
    }

    @Test
    void thatIsFinishedIsNotRunAgainByTheNextOwnerAlthoughALowerOneIs() {
      var crashed = holding(new Rig(log).owning());
      log.write(ALPHA_0, start("slow", FIRST));
      log.write(ALPHA_0, start("quick", FIRST));
      crashed.reports(1);
      await().until(() -> crashed.acknowledged().size() == 1);
      crashed.turnUntil(() -> crashed.committed(ALPHA_0) == 0);
      var next = new Rig(log).owning();
      log.write(ALPHA_0, start("new", FIRST));
      next.reports(2);
      assertThat(next.alpha.calls()).containsExactlyInAnyOrder("slow/1.1", "new/1.1");
      next.awaitCommitted(ALPHA_0, 3);
    }
  }

  @Nested
  class ACrash {

    @Test
    void betweenRunAndReportLetsTheNextOwnerRunItAgain() {
      var crashed = acknowledgingLater().owning();
      log.write(ALPHA_0, start("a", FIRST));
      crashed.reports(1);
      crashed.committed(ALPHA_0);
      var next = new Rig(log).owning();
      next.reports(1);
      assertThat(next.alpha.calls()).containsExactly("a/1.1");
    }

    @Test
    void leavesAllThatWasRunningToTheNextOwner() {
      var crashed = holding(new Rig(log).owning());
      for (int i = 0; i < 20; i++) {
        log.write(ALPHA_0, start("slow" + i, FIRST));
      }
      crashed.turnUntil(() -> crashed.alpha.calls().size() == 20);
      crashed.committed(ALPHA_0);
      var next = new Rig(log).owning();
      assertThat(next.reports(20)).hasSize(20);
    }
  }

  @Nested
  class SupersededWork {

    @Test
    void isNotRunWhenTheLaterInstructionLiesInTheSameBatch() {
      var rig = new Rig(log).owning();
      rig.turnUntil(() -> rig.kafka.paused().isEmpty());
      rig.turn();
      log.write(ALPHA_0, start("a", FIRST));
      log.write(ALPHA_0, start("a", SECOND));
      rig.reports(1);
      rig.awaitCommitted(ALPHA_0, 2);
      assertThat(rig.alpha.calls()).containsExactly("a/2.1");
    }

    @Test
    void isNotRunWhenTheLaterInstructionLayAheadAtTheStart() {
      log.write(ALPHA_0, start("a", FIRST));
      log.write(ALPHA_0, start("b", FIRST));
      log.write(ALPHA_0, stop("a", FIRST));
      var rig = new Rig(log);
      rig.kafka.givesAtMost(1);
      rig.owning();
      List<Report> reports = rig.reports(2);
      rig.awaitCommitted(ALPHA_0, 3);
      assertThat(rig.alpha.calls()).containsExactly("b/1.1");
      assertThat(reports)
          .filteredOn(report -> report.id().value().equals("a"))
          .singleElement()
          .satisfies(report -> assertFailed(report, "STOPPED"));
    }

    @Test
    void isInterruptedAndNotReportedWhenItRunsAlready() {
      var rig = holding(new Rig(log).owning());
      log.write(ALPHA_0, start("slow", FIRST));
      rig.turnUntil(() -> rig.alpha.calls().size() == 1);
      rig.alpha.does(_ -> TemplateResult.created());
      log.write(ALPHA_0, start("slow", SECOND));
      assertThat(rig.reports(1)).extracting(Report::token).containsExactly(SECOND);
      rig.awaitCommitted(ALPHA_0, 2);
    }

    @Test
    void isDroppedWhenItIsStillQueued() {
      var rig = holding(limitedToOne().owning());
      log.write(ALPHA_0, start("slow", FIRST));
      rig.turnUntil(() -> rig.alpha.calls().size() == 1);
      log.write(ALPHA_0, start("a", FIRST));
      rig.turnUntil(() -> rig.meter("deployer.executor.queued", "template", "alpha") == 1);
      log.write(ALPHA_0, start("a", SECOND));
      rig.turn();
      gate.countDown();
      rig.reports(2);
      rig.awaitCommitted(ALPHA_0, 3);
      assertThat(rig.alpha.calls()).containsExactly("slow/1.1", "a/2.1");
    }
  }

  @Nested
  class AStop {

    @Test
    void interruptsARunAndIsSettledByItsReport() {
      var rig = acknowledgingLater().owning();
      holding(rig);
      log.write(ALPHA_0, start("slow", FIRST));
      rig.turnUntil(() -> rig.alpha.calls().size() == 1);
      log.write(ALPHA_0, stop("slow", FIRST));
      assertThat(rig.reports(1))
          .singleElement()
          .satisfies(report -> assertFailed(report, "STOPPED"));
      assertThat(rig.committed(ALPHA_0)).isZero();
      rig.producer.completeNext();
      rig.awaitCommitted(ALPHA_0, 2);
    }

    @Test
    void doesNotHideTheSuccessOfARunThatGoesThroughWithIt() {
      var rig = new Rig(log).owning();
      rig.alpha.does(_ -> {
        awaitIgnoringInterrupts(gate);
        return TemplateResult.created();
      });
      log.write(ALPHA_0, start("a", FIRST));
      rig.turnUntil(() -> rig.alpha.calls().size() == 1);
      log.write(ALPHA_0, stop("a", FIRST));
      rig.turn();
      gate.countDown();
      assertThat(rig.reports(1)).singleElement().isInstanceOf(Succeeded.class);
      rig.awaitCommitted(ALPHA_0, 2);
    }

    @Test
    void dropsAQueuedRunAndReportsIt() {
      var rig = holding(limitedToOne().owning());
      log.write(ALPHA_0, start("slow", FIRST));
      rig.turnUntil(() -> rig.alpha.calls().size() == 1);
      log.write(ALPHA_0, start("a", FIRST));
      rig.turnUntil(() -> rig.meter("deployer.executor.queued", "template", "alpha") == 1);
      log.write(ALPHA_0, stop("a", FIRST));
      assertThat(rig.reports(1))
          .singleElement()
          .satisfies(report -> assertFailed(report, "STOPPED"));
      gate.countDown();
      rig.awaitCommitted(ALPHA_0, 3);
      assertThat(rig.alpha.calls()).containsExactly("slow/1.1");
    }

    @Test
    void ofAStartThatIsNotHereIsReportedTooSoThatNobodyWaits() {
      var rig = new Rig(log).owning();
      log.write(ALPHA_0, stop("a", FIRST));
      assertThat(rig.reports(1))
          .singleElement()
          .satisfies(report -> assertFailed(report, "STOPPED"));
      rig.awaitCommitted(ALPHA_0, 1);
    }

    @Test
    void ofARunWhoseReportStillWaitsIsSettledByThatReport() {
      var rig = acknowledgingLater().owning();
      log.write(ALPHA_0, start("a", FIRST));
      rig.reports(1);
      rig.awaitIdle();
      rig.producer.errorNext(new KafkaException("not now"));
      log.write(ALPHA_0, stop("a", FIRST));
      rig.turnUntil(() -> rig.kafka.position(ALPHA_0) == 2);
      assertThat(rig.committed(ALPHA_0)).isZero();
      rig.pass(Duration.ofSeconds(1));
      rig.producer.completeNext();
      rig.awaitCommitted(ALPHA_0, 2);
      assertThat(rig.reports()).singleElement().isInstanceOf(Succeeded.class);
    }

    @Test
    void ofALaterStartThatNeverRanIsAnsweredWhenTheOlderRunHasEnded() {
      var rig = holding(new Rig(log).owning());
      log.write(ALPHA_0, start("slow", FIRST));
      rig.turnUntil(() -> rig.alpha.calls().size() == 1);
      log.write(ALPHA_0, start("slow", SECOND));
      log.write(ALPHA_0, stop("slow", SECOND));
      assertThat(rig.reports(1))
          .singleElement()
          .satisfies(report -> {
            assertFailed(report, "STOPPED");
            assertThat(report.token()).isEqualTo(SECOND);
          });
      rig.awaitCommitted(ALPHA_0, 3);
      assertThat(rig.alpha.calls()).containsExactly("slow/1.1");
    }

    @Test
    void ofALaterStartThatNeverRanDoesNotHideTheSuccessOfTheOlderRun() {
      var rig = new Rig(log).owning();
      rig.alpha.does(_ -> {
        awaitIgnoringInterrupts(gate);
        return TemplateResult.created();
      });
      log.write(ALPHA_0, start("a", FIRST));
      rig.turnUntil(() -> rig.alpha.calls().size() == 1);
      log.write(ALPHA_0, start("a", SECOND));
      log.write(ALPHA_0, stop("a", SECOND));
      rig.turnUntil(() -> rig.kafka.position(ALPHA_0) == 3);
      gate.countDown();
      assertThat(rig.reports(1))
          .singleElement()
          .isInstanceOf(Succeeded.class)
          .extracting(Report::token)
          .isEqualTo(SECOND);
      rig.awaitCommitted(ALPHA_0, 3);
    }

    @Test
    void ofARunThatWasGivenUpIsSettledByTheReportOfThat() {
      var rig = acknowledgingLater().owning();
      rig.alpha.does(_ -> {
        awaitIgnoringInterrupts(gate);
        return TemplateResult.created();
      });
      log.write(ALPHA_0, start("a", FIRST));
      rig.turnUntil(() -> rig.alpha.calls().size() == 1);
      rig.pass(Rig.LIMIT);
      rig.producer.completeNext(); // that it started
      rig.pass(rig.settings.grace());
      log.write(ALPHA_0, stop("a", FIRST));
      rig.turnUntil(() -> rig.kafka.position(ALPHA_0) == 2);
      assertThat(rig.reports()).hasSize(2).last().satisfies(r -> assertFailed(r, "TIMED_OUT"));
      assertThat(rig.committed(ALPHA_0)).isZero();
      rig.producer.completeNext();
      rig.awaitCommitted(ALPHA_0, 2);
      gate.countDown();
      assertThat(rig.reports(3)).hasSize(3).last().isInstanceOf(Succeeded.class);
    }

    @Test
    void isAnsweredForEveryStartHoweverShortItsRunIs() {
      for (int i = 0; i < 300; i++) {
        var rig = new Rig(new WorkLog()).owning();
        rig.turnUntil(() -> rig.kafka.paused().isEmpty());
        rig.log.write(ALPHA_0, start("a", FIRST));
        rig.turn();
        rig.log.write(ALPHA_0, stop("a", FIRST));
        rig.turn();
        rig.awaitCommitted(ALPHA_0, 2);
        assertThat(rig.reports().getFirst().token()).isEqualTo(FIRST);
        assertThat(rig.reports().stream().skip(1))
            .allSatisfy(report -> assertFailed(report, "STOPPED"));
      }
    }

    @Test
    void ofAnOlderStartLeavesTheNewerOneAlone() {
      var rig = holding(new Rig(log).owning());
      log.write(ALPHA_0, start("slow", SECOND));
      rig.turnUntil(() -> rig.alpha.calls().size() == 1);
      log.write(ALPHA_0, stop("slow", FIRST));
      rig.turn();
      gate.countDown();
      assertThat(rig.reports(1)).singleElement().isInstanceOf(Succeeded.class);
      rig.awaitCommitted(ALPHA_0, 2);
    }
  }

  @Nested
  class FinalReportsOfOneDeployment {

    @Test
    void areSentInTheirOrderAlthoughOneWasRefused() {
      var rig = acknowledgingLater().owning();
      log.write(ALPHA_0, start("a", FIRST));
      rig.reports(1);
      rig.awaitIdle();
      rig.producer.errorNext(new KafkaException("not now"));
      log.write(ALPHA_0, start("a", SECOND));
      log.write(ALPHA_0, start("b", FIRST));
      rig.reports(3);
      rig.awaitIdle();
      rig.pass(Duration.ofSeconds(1));
      while (rig.producer.completeNext()) {
        rig.pass(Duration.ofSeconds(1));
      }
      rig.awaitCommitted(ALPHA_0, 3);
      assertThat(rig.sent("a")).containsExactly("1.1", "1.1", "2.1");
      assertThat(rig.sent("b")).containsExactly("1.1");
    }
  }

  @Nested
  class ATemplateAtItsLimit {

    @Test
    void isPausedWhileTheOthersGoOnAndResumedWhenItHasRoom() {
      var rig =
          holding(new Rig(log, true, settings -> withQueueOf(2, withOneAtOnce(settings))).owning());
      for (String id : List.of("slow", "a", "b", "c", "d", "e")) {
        log.write(ALPHA_0, start(id, FIRST));
      }
      rig.kafka.givesAtMost(1);
      rig.turnUntil(() -> rig.kafka.paused().contains(ALPHA_0));
      assertThat(rig.meter("deployer.executor.running", "template", "alpha")).isEqualTo(1);
      assertThat(rig.meter("deployer.executor.queued", "template", "alpha")).isEqualTo(2);

      log.write(BETA_0, start("other", Rig.BETA, FIRST, null));
      assertThat(rig.reports(1)).extracting(report -> report.id().value()).containsExactly("other");
      assertThat(rig.alpha.calls()).containsExactly("slow/1.1");

      gate.countDown();
      assertThat(rig.reports(7)).hasSize(7);
      rig.awaitCommitted(ALPHA_0, 6);
    }

    @Test
    void isStoppedHoweverMuchLiesBeforeTheStop() {
      var rig =
          holding(new Rig(log, true, settings -> withQueueOf(2, withOneAtOnce(settings))).owning());
      rig.kafka.givesAtMost(5);
      log.write(ALPHA_0, start("slow", FIRST));
      for (int i = 0; i < 100; i++) {
        log.write(ALPHA_0, start("a" + i, FIRST));
      }
      log.write(ALPHA_0, stop("slow", FIRST));
      log.write(ALPHA_0, stop("a50", FIRST));
      rig.turnUntil(() -> rig.kafka.paused().contains(ALPHA_0));
      assertThat(rig.alpha.calls()).containsExactly("slow/1.1");

      rig.pass(Duration.ofSeconds(1)); // it is left alone for no longer

      rig.turnUntil(() -> rig.stopped().size() == 2);
      assertThat(rig.stopped()).containsExactlyInAnyOrder("slow", "a50");
      rig.turnUntil(() -> {
        rig.pass(Duration.ofMillis(10));
        return rig.alpha.calls().size() == 100;
      });
      rig.awaitCommitted(ALPHA_0, 103);
      assertThat(rig.alpha.calls()).doesNotContain("a50/1.1").doesNotHaveDuplicates();
    }

    @Test
    void isNotReadAgainWhileItIsFullForAMomentOnly() {
      var rig =
          holding(new Rig(log, true, settings -> withQueueOf(2, withOneAtOnce(settings))).owning());
      rig.kafka.givesAtMost(5);
      log.write(ALPHA_0, start("slow", FIRST));
      for (int i = 0; i < 20; i++) {
        log.write(ALPHA_0, start("a" + i, FIRST));
      }
      rig.turnUntil(() -> rig.kafka.paused().contains(ALPHA_0));
      int sought = rig.kafka.sought();

      gate.countDown();
      rig.reports(21);

      assertThat(rig.kafka.sought()).isEqualTo(sought);
    }

    @Test
    void isNeverCalledMoreOftenAtOnce() {
      var rig = holding(limitedToOne().owning());
      log.write(ALPHA_0, start("slow", FIRST));
      log.write(ALPHA_0, start("slow2", FIRST));
      rig.turnUntil(() -> rig.meter("deployer.executor.queued", "template", "alpha") == 1);
      rig.turnUntil(() -> !rig.alpha.calls().isEmpty());
      assertThat(rig.alpha.calls()).containsExactly("slow/1.1");
      gate.countDown();
      rig.reports(2);
    }
  }

  @Nested
  class APartitionThatMovesAway {

    @Test
    void isCommittedAndItsRunsAreInterruptedWithoutAReport() {
      var rig = new Rig(log).owning();
      var interrupted = new CountDownLatch(1);
      rig.alpha.does(context -> {
        if (context.deploymentId().equals("slow")) {
          try {
            gate.await();
          } finally {
            interrupted.countDown();
          }
        }
        return TemplateResult.created();
      });
      log.write(ALPHA_0, start("quick", FIRST));
      log.write(ALPHA_0, start("slow", FIRST));
      rig.reports(1);
      rig.turnUntil(() -> rig.alpha.calls().size() == 2);
      rig.own(BETA_0);
      rig.turnUntil(() -> interrupted.getCount() == 0);
      rig.turnUntil(() -> rig.meter("deployer.executor.running", "template", "alpha") == 0);
      assertThat(rig.reports()).hasSize(1);
      assertThat(log.committed(ALPHA_0)).isNotNull();

      var next = new Rig(log);
      next.own(ALPHA_0);
      assertThat(next.reports(1)).extracting(report -> report.id().value()).containsExactly("slow");
      assertThat(next.alpha.calls()).containsExactly("slow/1.1");
    }

    @Test
    void takesItsQueueWithIt() {
      var rig = holding(limitedToOne().owning());
      log.write(ALPHA_0, start("slow", FIRST));
      log.write(ALPHA_0, start("a", FIRST));
      rig.turnUntil(() -> rig.meter("deployer.executor.queued", "template", "alpha") == 1);
      rig.turnUntil(() -> rig.alpha.calls().size() == 1);
      rig.own(BETA_0);
      rig.turnUntil(() -> rig.meter("deployer.executor.running", "template", "alpha") == 0);
      assertThat(rig.meter("deployer.executor.queued", "template", "alpha")).isZero();
      assertThat(rig.alpha.calls()).containsExactly("slow/1.1");
    }

    @Test
    void isNotCommittedWhenItWasLostInsteadOfGivenBack() {
      var rig = new Rig(log).owning();
      log.write(ALPHA_0, start("a", FIRST));
      rig.reports(1);
      rig.lose(ALPHA_0);
      assertThat(log.committed(ALPHA_0)).isEqualTo(new OffsetAndMetadata(0, ""));
    }

    @Test
    void mayComeBack() {
      var rig = holding(new Rig(log).owning());
      log.write(ALPHA_0, start("slow", FIRST));
      rig.turnUntil(() -> rig.alpha.calls().size() == 1);
      rig.own(BETA_0);
      rig.turn();
      gate.countDown();
      rig.owning();
      rig.turnUntil(() -> rig.alpha.calls().size() == 2);
      rig.awaitCommitted(ALPHA_0, 1);
    }
  }

  @Nested
  class ARecordThatIsNoWork {

    @Test
    void isPassedOver() {
      var rig = new Rig(log).owning();
      log.write(ALPHA_0, "a", Rig.GARBAGE);
      log.write(ALPHA_0, "a", null);
      log.write(ALPHA_0, null, Rig.GARBAGE);
      log.write(ALPHA_0, null, null);
      log.write(
          ALPHA_0,
          start("gamma", new dev.templatedeployer.domain.TemplateName("gamma"), FIRST, null));
      log.write(ALPHA_0, start("good", FIRST));
      assertThat(rig.reports(1)).extracting(report -> report.id().value()).containsExactly("good");
      rig.awaitCommitted(ALPHA_0, 6);
    }

    @Test
    void hasTheKeyOfAnotherDeployment() {
      var rig = new Rig(log).owning();
      Work work = start("a", FIRST);
      log.write(BETA_0, work);
      log.write(ALPHA_0, "b", new byte[4]);
      log.write(ALPHA_0, start("good", FIRST));
      rig.turnUntil(() -> rig.alpha.calls().contains("good/1.1"));
      rig.awaitCommitted(ALPHA_0, 2);
    }
  }

  @Nested
  class ABrokerThatDoesNotAnswer {

    @Test
    void isAskedAgainHowFarTheWorkIs() {
      log.write(ALPHA_0, start("a", FIRST));
      var rig = new Rig(log).owning();
      rig.kafka.setOffsetsException(
          new org.apache.kafka.common.errors.TimeoutException("no answer"));
      assertThat(rig.reports(1)).singleElement().isInstanceOf(Succeeded.class);
    }
  }

  private Rig acknowledgingLater() {
    return new Rig(log, false, UnaryOperator.identity());
  }

  private Rig limitedToOne() {
    return new Rig(log, true, WorkConsumerTest::withOneAtOnce);
  }

  /// Lets `alpha` hold the deployments whose ids begin with `slow`.
  private Rig holding(Rig rig) {
    rig.alpha.does(context -> {
      if (context.deploymentId().startsWith("slow")) {
        gate.await();
      }
      return TemplateResult.created();
    });
    return rig;
  }

  private static ExecutorSettings withOneAtOnce(ExecutorSettings s) {
    return new ExecutorSettings(
        s.name(),
        s.group(),
        s.instance(),
        s.parallelism(),
        1,
        s.limits(),
        s.queue(),
        s.startedAfter(),
        s.heartbeat(),
        s.grace(),
        s.commit());
  }

  private static ExecutorSettings withQueueOf(int queue, ExecutorSettings s) {
    return new ExecutorSettings(
        s.name(),
        s.group(),
        s.instance(),
        s.parallelism(),
        s.parallelismOfATemplate(),
        s.limits(),
        queue,
        s.startedAfter(),
        s.heartbeat(),
        s.grace(),
        s.commit());
  }

  private static void assertFailed(Report report, String code) {
    assertThat(report)
        .isInstanceOfSatisfying(
            AttemptFailed.class, failed -> assertThat(failed.failure().code()).isEqualTo(code));
  }

  private static void awaitIgnoringInterrupts(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException _) {
        // ignored, as bad templates do
      }
    }
  }
}
