package dev.templatedeployer.client;

import static dev.templatedeployer.client.OutcomeLog.completed;
import static dev.templatedeployer.client.OutcomeLog.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.templatedeployer.client.SubscriptionSettings.Begin;
import dev.templatedeployer.client.SubscriptionSettings.Then;
import dev.templatedeployer.dev.EmbeddedBroker;
import dev.templatedeployer.domain.DeploymentOutcome;
import dev.templatedeployer.domain.Status;
import dev.templatedeployer.wire.BuiltInSchemaIds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutcomeSubscriptionTest {

  static final Duration PATIENCE = Duration.ofSeconds(30);
  static final SubscriptionSettings QUICK =
      SubscriptionSettings.STANDARD.tries(3, Duration.ofMillis(20), Then.STOP);

  EmbeddedBroker broker;
  String topic;
  OutcomeLog log;
  TemplateDeployerClient client;

  @BeforeAll
  @SuppressWarnings("NullAway.Init") // before anything else
  void start(@TempDir Path folder) {
    broker = EmbeddedBroker.start(folder, 0);
  }

  @AfterAll
  void stop() {
    broker.close();
  }

  @BeforeEach
  void makeTheTopic(TestInfo test) throws Exception {
    topic = test.getTestMethod().orElseThrow().getName();
    log = OutcomeLog.create(broker.bootstrapServers(), topic, 2);
    client =
        TemplateDeployerClient.open(
            ClientSettings.of(kafka(), "commands", "replies"), topic, new BuiltInSchemaIds());
  }

  @AfterEach
  void close() {
    client.close();
    log.close();
  }

  @Test
  void handsOverWhatIsCommittedAndWantedInTheOrderOfEachDeployment() {
    var handled = new ConcurrentLinkedQueue<DeploymentOutcome>();
    log.takeBack(completed("a", 1));
    log.commit(completed("a", 3), outcome("b", 3, Status.FAILED), outcome("c", 2, Status.FAILED));
    log.commit(outcome("c", 4, Status.CANCELLED), outcome("b", 6, Status.FAILED));

    try (var _ = client.subscribeOutcomes(wanted(), "g", handled::add, QUICK)) {
      await().atMost(PATIENCE).until(() -> handled.size() == 4);
      log.commit(completed("a", 5), outcome("a", 7, Status.FAILED));
      await().atMost(PATIENCE).until(() -> handled.size() == 5);
    }

    assertThat(versions(handled))
        .isEqualTo(Map.of("a", List.of(7L), "b", List.of(3L, 6L), "c", List.of(2L, 4L)));
  }

  private static OutcomeFilter wanted() {
    return OutcomeFilter.all().status(Status.FAILED).status(Status.CANCELLED).label("team", "blue");
  }

  @Test
  void goesOnWhereTheGroupLeftOffAndCommitsNoMoreThanWasHandled() throws Exception {
    var handled = new ConcurrentLinkedQueue<DeploymentOutcome>();
    log.commit(completed("a", 1), completed("a", 2), completed("a", 3));
    var inTheThird = new CountDownLatch(1);
    var never = new CountDownLatch(1);

    var patient =
        new SubscriptionSettings(
            Begin.WITH_THE_FIRST, 3, Duration.ZERO, Duration.ZERO, Then.STOP, 10, Duration.ZERO);
    var subscription =
        client.subscribeOutcomes(
            OutcomeFilter.all(),
            "g",
            outcome -> {
              if (outcome.version() == 3) {
                inTheThird.countDown();
                never.await();
              }
              handled.add(outcome);
            },
            patient);
    inTheThird.await();
    subscription.close();
    assertThat(subscription.ended()).succeedsWithin(PATIENCE);
    assertThat(versions(handled)).isEqualTo(Map.of("a", List.of(1L, 2L)));

    try (var _ = client.subscribeOutcomes(OutcomeFilter.all(), "g", handled::add, QUICK)) {
      await().atMost(PATIENCE).until(() -> handled.size() == 3);
    }
    assertThat(versions(handled)).isEqualTo(Map.of("a", List.of(1L, 2L, 3L)));
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(lag("g")).isZero());
  }

  @Test
  void callsAHandlerAgainThatFailedAndLetsNothingOvertake() {
    var handled = new ConcurrentLinkedQueue<DeploymentOutcome>();
    var failures = new AtomicInteger();
    log.commit(completed("a", 1), completed("a", 2), completed("a", 3));

    try (var _ =
        client.subscribeOutcomes(
            OutcomeFilter.all(),
            "g",
            outcome -> {
              if (outcome.version() == 2 && failures.getAndIncrement() < 2) {
                throw new IllegalStateException("the database is away");
              }
              handled.add(outcome);
            },
            QUICK)) {
      await().atMost(PATIENCE).until(() -> handled.size() == 3);
    }
    assertThat(versions(handled)).isEqualTo(Map.of("a", List.of(1L, 2L, 3L)));
    assertThat(failures).hasValue(3);
  }

  @Test
  void endsAtAnOutcomeThatCannotBeHandledAndTheNextBeginsWithIt() {
    var handled = new ConcurrentLinkedQueue<DeploymentOutcome>();
    log.commit(completed("a", 1), completed("a", 2));
    try (var subscription =
        client.subscribeOutcomes(
            OutcomeFilter.all(),
            "g",
            outcome -> {
              if (outcome.version() == 2) {
                throw new IllegalStateException("no such order");
              }
            },
            QUICK)) {
      assertThat(subscription.ended())
          .failsWithin(PATIENCE)
          .withThrowableThat()
          .withCauseExactlyInstanceOf(SubscriptionEnded.class)
          .withMessageContaining("no such order");
    }
    try (var _ = client.subscribeOutcomes(OutcomeFilter.all(), "g", handled::add, QUICK)) {
      await().atMost(PATIENCE).until(() -> !handled.isEmpty());
    }
    assertThat(versions(handled)).isEqualTo(Map.of("a", List.of(2L)));
  }

  @Test
  void saysThatAFaultOfTheHandlersProgramEndedIt() {
    log.commit(completed("a", 1));
    OutcomeReceiver broken =
        _ -> {
          throw new NoClassDefFoundError("lost");
        };

    try (var subscription =
        client.subscribeOutcomes(OutcomeFilter.all(), "broken", broken, QUICK)) {
      assertThat(subscription.ended())
          .failsWithin(PATIENCE)
          .withThrowableThat()
          .withMessageContaining("lost");
    }
  }

  @Test
  void passesOverWhatCannotBeHandledOrReadIfToldTo() {
    var handled = new ConcurrentLinkedQueue<DeploymentOutcome>();
    log.commit(completed("a", 1));
    log.commitNonsense("a");
    log.commit(completed("a", 2), completed("a", 3));

    try (var _ =
        client.subscribeOutcomes(
            OutcomeFilter.all(),
            "g",
            outcome -> {
              if (outcome.version() == 2) {
                throw new IllegalStateException("no such order");
              }
              handled.add(outcome);
            },
            QUICK.tries(2, Duration.ofMillis(1), Then.SKIP))) {
      await().atMost(PATIENCE).until(() -> handled.size() == 2);
    }
    assertThat(versions(handled)).isEqualTo(Map.of("a", List.of(1L, 3L)));
  }

  @Test
  void losesAndReordersNothingWhileMembersComeAndGo() {
    var handled = new ConcurrentLinkedQueue<DeploymentOutcome>();
    OutcomeReceiver handler = handled::add;
    int rounds = 6;
    int deployments = 20;
    var first = client.subscribeOutcomes(OutcomeFilter.all(), "g", handler, QUICK);
    OutcomeSubscription second = null;
    for (int round = 1; round <= rounds; round++) {
      for (int i = 0; i < deployments; i++) {
        log.commit(completed("d" + i, round));
      }
      if (second == null) {
        second = client.subscribeOutcomes(OutcomeFilter.all(), "g", handler, QUICK);
      } else {
        second.close();
        second = null;
      }
    }
    Map<String, List<Long>> all =
        IntStream.range(0, deployments)
            .boxed()
            .collect(Collectors.toMap(i -> "d" + i, _ -> List.of(1L, 2L, 3L, 4L, 5L, 6L)));
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(versions(handled)).isEqualTo(all));
    first.close();
    if (second != null) {
      second.close();
    }
  }

  @Test
  void losesNothingThatIsWrittenBeforeTheFirstCommitOfAGroupThatBeginsWithTheNext()
      throws Exception {
    var handled = new ConcurrentLinkedQueue<DeploymentOutcome>();
    log.commit(completed("a", 1));
    SubscriptionSettings next = QUICK.begin(Begin.WITH_THE_NEXT);
    try (var _ = client.subscribeOutcomes(OutcomeFilter.all(), "g", handled::add, next)) {
      await().atMost(PATIENCE).until(() -> committed("g").size() == 2);
    }
    log.commit(completed("a", 2));
    try (var _ = client.subscribeOutcomes(OutcomeFilter.all(), "g", handled::add, next)) {
      await().atMost(PATIENCE).until(() -> !handled.isEmpty());
    }
    assertThat(versions(handled)).isEqualTo(Map.of("a", List.of(2L)));
  }

  /// What was handled of each deployment, in that order, without what came again.
  private static Map<String, List<Long>> versions(Queue<DeploymentOutcome> handled) {
    return handled.stream()
        .collect(
            Collectors.groupingBy(
                outcome -> outcome.id().value(),
                Collectors.collectingAndThen(
                    Collectors.mapping(DeploymentOutcome::version, Collectors.toList()),
                    OutcomeSubscriptionTest::withoutRepetitions)));
  }

  /// At least once: what a rebalance delivers again may come again from there on, in order.
  private static List<Long> withoutRepetitions(List<Long> versions) {
    var seen = new ArrayList<Long>();
    for (Long version : versions) {
      if (!seen.contains(version)) {
        seen.add(version);
      }
    }
    return seen;
  }

  private long lag(String group) throws Exception {
    try (var admin = Admin.create(Map.copyOf(kafka()))) {
      Map<TopicPartition, OffsetAndMetadata> committed = committed(group);
      var latest =
          admin
              .listOffsets(
                  committed.keySet().stream()
                      .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest())))
              .all()
              .get();
      return latest.entrySet().stream()
          .mapToLong(end ->
              end.getValue().offset()
                  - Objects.requireNonNull(committed.get(end.getKey())).offset())
          .sum();
    }
  }

  private Map<TopicPartition, OffsetAndMetadata> committed(String group) throws Exception {
    try (var admin = Admin.create(Map.copyOf(kafka()))) {
      return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    }
  }

  private Map<String, String> kafka() {
    return Map.of("bootstrap.servers", broker.bootstrapServers());
  }
}
