package dev.templatedeployer.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.templatedeployer.domain.Refusal;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.wire.BuiltInSchemaIds;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BenchmarkTest {

  private static final BenchTarget TARGET =
      new BenchTarget(
          "kafka:9092",
          FakeKafka.COMMANDS,
          FakeKafka.OUTCOMES,
          FakeKafka.REPLIES,
          List.of(FakeKafka.COMMANDS, FakeKafka.OUTCOMES, FakeKafka.REPLIES, "deployments.events"),
          "template-deployer",
          new BuiltInSchemaIds(),
          new Principal("alice"));

  @Test
  void countsWhatCompletesAndWhatWasWrittenForIt() throws Exception {
    var report = benchmark(plan(100, 0), new FakeKafka()).run();
    assertThat(report.isFlawless()).isTrue();
    assertThat(report.firstBatch()).isNull();
    assertThat(report.result().completed()).isEqualTo(100);
    assertThat(report.result().completedPerSecond()).isPositive();
    var written = report.written();
    assertThat(written).isNotNull();
    assertThat(written.isSampled()).isFalse();
    assertThat(written.records()).isEqualTo(400);
    assertThat(written.markers()).isEqualTo(400);
    assertThat(written.topics())
        .extracting(Written.Topic::name)
        .containsExactly(
            FakeKafka.COMMANDS, FakeKafka.OUTCOMES, FakeKafka.REPLIES, FakeKafka.CHANGELOG);
  }

  @Test
  void warmsUpInBatchesThatAreNotCounted() throws Exception {
    var report = benchmark(plan(100, 250), new FakeKafka()).run();
    assertThat(report.firstBatch()).isNotNull();
    assertThat(report.firstBatch().count()).isEqualTo(100);
    assertThat(report.result().completed()).isEqualTo(100);
    assertThat(report.written()).isNotNull();
    assertThat(report.written().records()).isEqualTo(400);
  }

  @Test
  void namesFailuresAndDuplicates() throws Exception {
    var kafka = new FakeKafka().failingEvery(10).repeatingEvery(25);
    var report = benchmark(plan(100, 0), kafka).run();
    assertThat(report.isFlawless()).isFalse();
    assertThat(report.ending()).isEqualTo(BenchReport.Ending.COMPLETE);
    assertThat(report.result().failed()).isEqualTo(10);
    assertThat(report.result().completed()).isEqualTo(90);
    assertThat(report.result().duplicates()).isEqualTo(4);
    assertThat(report.result().missing()).isZero();
  }

  @Test
  void givesUpWhenNothingHappensAnyMore() throws Exception {
    var report = benchmark(plan(100, 0), new FakeKafka().silentAfter(60)).run();
    assertThat(report.ending()).isEqualTo(BenchReport.Ending.IDLE);
    assertThat(report.result().missing()).isEqualTo(40);
    assertThat(report.isFlawless()).isFalse();
  }

  @Test
  void doesNotMeasureWhenTheWarmUpDoesNotEnd() throws Exception {
    var report = benchmark(plan(100, 200), new FakeKafka().silentAfter(150)).run();
    assertThat(report.ending()).isEqualTo(BenchReport.Ending.IDLE);
    assertThat(report.result().missing()).isEqualTo(50);
    assertThat(report.written()).isNull();
  }

  @Test
  void saysWhatIsKnownWhenItIsStopped() throws Exception {
    var benchmark = benchmark(plan(100, 0), new FakeKafka().silentAfter(0));
    benchmark.stop();
    var report = benchmark.run();
    assertThat(report.ending()).isEqualTo(BenchReport.Ending.STOPPED);
    assertThat(report.written()).isNull();
  }

  @Test
  void passesARefusalOn() {
    var kafka =
        new FakeKafka()
            .refusing(Refusal.Kind.TEMPORARILY_UNAVAILABLE, "The template 'probe' is not let in.");
    var failed =
        catchThrowableOfType(BenchFailed.class, () -> benchmark(plan(100, 0), kafka).run());
    assertThat(failed.kind()).isEqualTo(BenchFailed.Kind.REFUSED);
    assertThat(failed.sentence())
        .isEqualTo(
            "The service refused: The template 'probe' is not let in. The template 'probe' may be switched off:"
                + " './deployer dev' has it on; elsewhere set templates.probe.enabled=true.");
  }

  @Test
  void namesTopicsThatAreMissing() {
    var kafka = new FakeKafka(Set.of(FakeKafka.REPLIES));
    var failed =
        catchThrowableOfType(BenchFailed.class, () -> benchmark(plan(100, 0), kafka).run());
    assertThat(failed.kind()).isEqualTo(BenchFailed.Kind.NOT_THERE);
    assertThat(failed.sentence())
        .isEqualTo(
            "Kafka at 'kafka:9092' lacks 'deployments.commands', 'deployments.outcomes'. Start the"
                + " service there, or create the topics with './deployer topics apply'.");
  }

  private static BenchPlan plan(int count, int warmup) {
    return new BenchPlan(count, null, Duration.ZERO, 500, warmup, Duration.ofSeconds(20));
  }

  private static Benchmark benchmark(BenchPlan plan, BenchClients kafka) {
    return new Benchmark(
        "bench-x",
        plan,
        TARGET,
        kafka,
        (_, _, _, _) -> {},
        new SteppingClock(),
        BenchmarkTest::threadThatRunsWhereItIsStarted);
  }

  private static Thread threadThatRunsWhereItIsStarted(Runnable work) {
    return new Thread() {
      @Override
      public void start() {
        work.run();
      }
    };
  }
}
