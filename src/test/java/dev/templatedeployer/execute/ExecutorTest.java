package dev.templatedeployer.execute;

import static dev.templatedeployer.domain.Token.FIRST;
import static dev.templatedeployer.execute.Rig.ALPHA_0;
import static dev.templatedeployer.execute.Rig.BETA_0;
import static dev.templatedeployer.execute.Rig.start;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.templatedeployer.domain.DeploymentCommand.Report;
import dev.templatedeployer.domain.DeploymentCommand.Started;
import dev.templatedeployer.domain.DeploymentCommand.Succeeded;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.template.TemplateResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ExecutorTest {

  static final Duration LONG = Duration.ofSeconds(30);

  final Rig rig = new Rig(new WorkLog(), true, ExecutorTest::impatient);
  final Executor executor = new Executor(rig.settings, rig.parts);
  final CountDownLatch gate = new CountDownLatch(1);

  @AfterEach
  void letAllEnd() {
    gate.countDown();
    if (!rig.kafka.closed()) {
      executor.close(Duration.ZERO);
    }
  }

  @Nested
  class Running {

    @Test
    void takesWorkOnItsOwnThreads() {
      begin();
      rig.log.write(ALPHA_0, start("a", FIRST));
      await().until(() -> rig.reports().size() == 1);
      assertThat(executor.problem()).isEmpty();
    }

    @Test
    void saysThatALongRunHasStarted() {
      hold();
      begin();
      rig.log.write(ALPHA_0, start("a", FIRST));
      await().until(() -> rig.reports().stream().anyMatch(report -> report instanceof Started));
    }

    @Test
    void goesOnAfterAProblemAndTellsItMeanwhile() {
      begin();
      rig.kafka.setPollException(new KafkaException("no broker"));
      await().until(() -> executor.problem().isPresent());
      assertThat(executor.problem())
          .hasValue("Work cannot be read from Kafka: no broker. It is tried again.");
      rig.log.write(ALPHA_0, start("a", FIRST));
      await().until(() -> rig.reports().size() == 1);
      await().until(() -> executor.problem().isEmpty());
    }

    @Test
    void isNotReadyBeforeItHasItsShareOfTheWork() {
      assertThat(executor.problem().orElseThrow()).startsWith("The executor looks through");
      begin();
      await().until(() -> executor.problem().isEmpty());
    }

    @Test
    void endsWhenItMeetsAFaultAndSaysSo() {
      begin();
      rig.kafka.schedulePollTask(() -> {
        throw new NoClassDefFoundError("lost");
      });
      await().until(() -> rig.kafka.closed());
      assertThat(executor.isAlive()).isFalse();
      assertThat(executor.problem().orElseThrow()).contains("lost");
    }

    @Test
    void leavesWhatRunsToTheProcessThatHasItsName() throws Exception {
      hold();
      begin();
      rig.log.write(ALPHA_0, start("a", FIRST));
      await().until(() -> rig.alpha.calls().size() == 1);
      rig.kafka.setPollException(new FencedInstanceIdException("fenced"));
      await().until(() -> rig.kafka.closed());
      gate.countDown();
      executor.close(LONG);
      assertThat(ends()).isEmpty();
    }

    @Test
    void endsWhenAnotherProcessHasItsName() {
      begin();
      rig.kafka.setPollException(new FencedInstanceIdException("fenced"));
      await().until(() -> rig.kafka.closed());
      assertThat(executor.problem().orElseThrow()).startsWith("Another process has the same");
    }
  }

  @Nested
  class Closing {

    @Test
    void waitsForWhatRunsAndCommitsIt() throws Exception {
      hold();
      begin();
      rig.log.write(ALPHA_0, start("a", FIRST));
      await().until(() -> rig.alpha.calls().size() == 1);
      Thread closing = Thread.ofVirtual().start(() -> executor.close(LONG));
      rig.log.write(ALPHA_0, start("late", FIRST));
      gate.countDown();
      closing.join();
      assertThat(rig.reports()).last().isInstanceOf(Succeeded.class);
      assertThat(rig.kafka.closed()).isTrue();
      assertThat(rig.producer.closed()).isTrue();
      assertThat(requireNonNull(rig.log.committed(ALPHA_0)).offset()).isBetween(1L, 2L);
    }

    @Test
    void interruptsTheRestWithoutAReportSoThatTheNextRunsItAgain() {
      hold();
      begin();
      rig.log.write(ALPHA_0, start("quick", FIRST));
      rig.log.write(ALPHA_0, start("slow", FIRST));
      await().until(() -> rig.alpha.calls().size() == 2);
      executor.close(Duration.ZERO);
      assertThat(ends()).extracting(report -> report.id().value()).containsExactly("quick");
      assertThat(requireNonNull(rig.log.committed(ALPHA_0)).offset()).isEqualTo(1);

      var next = new Rig(rig.log).owning();
      next.reports(1);
      assertThat(next.alpha.calls()).containsExactly("slow/1.1");
    }

    @Test
    void doesNotWaitForARunThatIgnoresIt() {
      rig.alpha.does(_ -> {
        while (gate.getCount() > 0) {
          try {
            gate.await();
          } catch (InterruptedException _) {
            // ignored, as bad templates do
          }
        }
        return TemplateResult.created();
      });
      begin();
      rig.log.write(ALPHA_0, start("a", FIRST));
      await().until(() -> rig.alpha.calls().size() == 1);
      executor.close(Duration.ZERO);
      assertThat(ends()).isEmpty();
      assertThat(rig.kafka.closed()).isTrue();
    }

    @Test
    void mayComeBeforeTheStart() {
      executor.close(LONG);
      assertThat(rig.kafka.closed()).isTrue();
    }
  }

  @Nested
  class ATopicOfATemplateThatIsNotHosted {

    @Test
    void isRefusedAtOnce() {
      var topics = new ExecutorTopics(Map.of(new TemplateName("gamma"), "work.gamma"), "reports");
      var parts = rig.parts;
      assertThatThrownBy(() ->
              new Executor(
                  rig.settings,
                  new ExecutorParts(
                      parts.templates(),
                      topics,
                      parts.decoder(),
                      parts.encoder(),
                      parts.signer(),
                      parts.hosts(),
                      parts.consumer(),
                      parts.producer(),
                      parts.mayStart(),
                      parts.metrics())))
          .hasMessage(
              "There is a work topic for the template 'gamma', and no such template is hosted here. Add its jar, or leave it out.");
    }
  }

  /// Starts the executor and gives it its partitions.
  private void begin() {
    executor.start();
    rig.kafka.schedulePollTask(() -> rig.kafka.own(List.of(ALPHA_0, BETA_0)));
  }

  /// Lets `alpha` hold every deployment but `quick`.
  private void hold() {
    rig.alpha.does(context -> {
      if (!context.deploymentId().equals("quick")) {
        gate.await();
      }
      return TemplateResult.created();
    });
  }

  private List<Report> ends() {
    return rig.reports().stream().filter(report -> !(report instanceof Started)).toList();
  }

  private static ExecutorSettings impatient(ExecutorSettings s) {
    return new ExecutorSettings(
        s.name(),
        s.group(),
        s.instance(),
        s.parallelism(),
        s.parallelismOfATemplate(),
        s.limits(),
        s.queue(),
        s.startedAfter(),
        s.heartbeat(),
        Duration.ofMillis(200),
        Duration.ofMillis(20));
  }
}
