package dev.templatedeployer.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.domain.Status;
import dev.templatedeployer.identity.Principal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectorTest {

  static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path folder;

  final RememberingFormats formats = new RememberingFormats();
  final Logs logs = new Logs(formats);
  final Queue<LogConsumer> consumers = new ArrayDeque<>();
  final ConcurrentLinkedDeque<LogConsumer> handedOut = new ConcurrentLinkedDeque<>();
  ReadModel model;
  Projector projector;
  Views views;

  /// Where the tables are.
  Database database() {
    return new SqliteFile(folder.resolve("read-model.db"));
  }

  @BeforeEach
  void open() {
    model = ReadModel.open(database(), Logs.TOPICS);
    views = new Views(model, formats.formats());
    projector = new Projector(model, formats.formats(), new CountingCanisters(), this::consumer);
  }

  @AfterEach
  void close() {
    projector.close();
    model.close();
  }

  LogConsumer consumer() {
    LogConsumer prepared = consumers.poll();
    LogConsumer consumer = prepared == null ? LogConsumer.of(logs) : prepared;
    handedOut.add(consumer);
    return consumer;
  }

  void startAndCatchUp() throws InterruptedException {
    projector.start();
    assertThat(projector.awaitPosition(logs.end(), LONG)).isTrue();
    // where the logs are empty the position is reached before there is a consumer
    await().until(() -> projector.health() instanceof ProjectorHealth.Following);
  }

  void restart() {
    close();
    open();
  }

  void append(Story story) {
    Position before = logs.end();
    logs.append(story);
    handedOut.getLast().bring(logs.after(before));
  }

  Optional<DeploymentRecord> deployment(Story story) {
    return views.deployment(story.id()).value();
  }

  @Test
  void readsTheLogsFromTheirBeginningAndFollowsThem() throws InterruptedException {
    var first = Story.of("web-1").requested();
    logs.append(first);
    startAndCatchUp();
    assertThat(deployment(first)).contains(first.record());
    var second = Story.of("web-2").requested().started();
    append(second);
    assertThat(projector.awaitPosition(logs.end(), LONG)).isTrue();
    assertThat(deployment(second)).contains(second.record());
  }

  @Test
  void goesOnWhereItStoppedAndCountsEveryEventOnce() throws InterruptedException {
    var story = Story.of("web-1").requested().started();
    logs.append(story);
    startAndCatchUp();
    restart();
    assertThat(projector.position().reaches(logs.end())).isTrue();
    logs.append(story.completed().last());
    startAndCatchUp();
    assertThat(deployment(story)).contains(story.record());
    assertThat(views.events(story.id(), Paging.first(10)).value().items()).hasSize(3);
  }

  @Test
  void followsOnceItHasReadEverything() throws InterruptedException {
    startAndCatchUp();
    await().until(() -> projector.health() instanceof ProjectorHealth.Following);
    assertThat(projector.lag()).hasValue(0);
  }

  @Test
  void knowsHowFarTheLogsAreAhead() {
    var ahead = LogConsumer.of(logs);
    ahead.updateEndOffsets(Map.of(new TopicPartition(Logs.TOPICS.deployments(), 0), 42L));
    consumers.add(ahead);
    projector.start();
    await().untilAsserted(() -> assertThat(projector.lag()).hasValue(42));
    assertThat(projector.health()).isEqualTo(new ProjectorHealth.CatchingUp());
  }

  @Test
  void saysThatItWasClosed() {
    projector.start();
    projector.close();
    assertThat(projector.health()).isEqualTo(new ProjectorHealth.Closed());
  }

  @Nested
  class WithoutABroker {

    @Test
    void waitsAndGoesOnByItself() throws InterruptedException {
      var silent = LogConsumer.of(logs);
      silent.setPollException(new TimeoutException("no broker answers."));
      consumers.add(silent);
      logs.append(Story.of("web-1").requested());
      projector.start();
      await()
          .until(
              projector::health,
              new ProjectorHealth.Waiting("Cannot read the event topics: no broker answers.")
                  ::equals);
      assertThat(projector.awaitPosition(logs.end(), LONG)).isTrue();
    }

    @Test
    void waitsForTopicsThatDoNotExistYet() throws InterruptedException {
      consumers.add(new LogConsumer());
      logs.append(Story.of("web-1").requested());
      projector.start();
      await()
          .until(
              projector::health,
              new ProjectorHealth.Waiting(
                      "Cannot read the event topics: the topic 'deployments.events' does not exist."
                          + " Create the topics of the service.")
                  ::equals);
      assertThat(projector.awaitPosition(logs.end(), LONG)).isTrue();
    }
  }

  @Test
  void waitsUntilTheDatabaseCanBeWrittenAgain() throws InterruptedException, SQLException {
    startAndCatchUp();
    execute(
        "CREATE TRIGGER full BEFORE UPDATE ON offsets BEGIN SELECT RAISE(ABORT, 'disk full'); END");
    var story = Story.of("web-1").requested().started();
    append(story);
    await().until(() -> projector.health() instanceof ProjectorHealth.Waiting);
    assertThat(projector.health().toString())
        .contains("Cannot write the read model '%s':".formatted(model.database()))
        .contains("disk full");
    assertThat(deployment(story)).isEmpty();
    int before = handedOut.size();
    var saidMeanwhile = new HashSet<Class<?>>();
    await()
        .pollInterval(Duration.ofMillis(5))
        .until(() -> {
          saidMeanwhile.add(projector.health().getClass());
          return handedOut.size() >= before + 2; // it has tried again, and yet again
        });
    assertThat(saidMeanwhile).containsExactly(ProjectorHealth.Waiting.class);
    execute("DROP TRIGGER full");
    assertThat(projector.awaitPosition(logs.end(), LONG)).isTrue();
    assertThat(deployment(story)).contains(story.record());
  }

  @Nested
  class AtARecordThatMakesNoSense {

    final Story story = Story.of("web-1").requested();

    @BeforeEach
    void stop() {
      logs.append(story).append(EventLog.CANISTERS, 1, new byte[] {'?'});
      projector.start();
      await().until(() -> projector.health() instanceof ProjectorHealth.Stopped);
    }

    @Test
    void stopsAndSaysWhereAndWhatToDo() {
      assertThat(projector.health())
          .isEqualTo(
              new ProjectorHealth.Stopped(
                  "Cannot follow 'canisters.events' in partition 1 beyond offset 0: These bytes end too early."
                      + " The read model serves what came before. Mend the cause and start the service again;"
                      + " delete '%s' to have it rebuilt.".formatted(model.database())));
    }

    @Test
    void stillAnswers() {
      assertThat(deployment(story)).contains(story.record());
    }

    @Test
    void letsNobodyWaitInVain() throws InterruptedException {
      assertThat(projector.awaitVersion(story.id(), 1, LONG)).isTrue();
      assertThat(projector.awaitVersion(story.id(), 2, LONG)).isFalse();
      assertThat(projector.awaitPosition(logs.end(), LONG)).isFalse();
    }
  }

  @Test
  void stopsWhenTheTopicsHaveOtherPartitionsThanBefore() throws InterruptedException {
    logs.append(Story.of("web-1").requested());
    startAndCatchUp();
    restart();
    consumers.add(LogConsumer.of(logs, 3));
    projector.start();
    await().until(() -> projector.health() instanceof ProjectorHealth.Stopped);
    assertThat(projector.health().toString())
        .contains("made from the partitions [d0, d1, c0, c1], and now there are [d0, d1, d2, c0,");
  }

  @Nested
  class WhoReadsTheirOwnWrites {

    final Story story = Story.of("web-1").requested();

    @Test
    void findsWhatIsThereAlready() throws InterruptedException {
      logs.append(story);
      startAndCatchUp();
      assertThat(projector.awaitVersion(story.id(), 1, Duration.ZERO)).isTrue();
    }

    @Test
    void isWokenByTheBatchThatBringsIt() throws InterruptedException, ExecutionException {
      startAndCatchUp();
      var end =
          CompletableFuture.supplyAsync(
              () -> awaited(story, record -> record.status() == Status.COMPLETED));
      append(story);
      append(Story.of("web-2").requested());
      assertThat(projector.awaitVersion(story.id(), 1, LONG)).isTrue();
      assertThat(end).isNotDone();
      story.started().completed();
      logs.append(story.events().get(1)).append(story.events().get(2));
      handedOut.getLast().bring(logs.after(projector.position()));
      assertThat(end.get()).contains(story.record());
      assertThat(deployment(story)).contains(story.record());
    }

    @Test
    void isToldWhenTimeIsOver() throws InterruptedException {
      projector.start();
      assertThat(projector.awaitVersion(story.id(), 1, Duration.ofMillis(1))).isFalse();
      assertThat(
              projector.awaitPosition(Position.parse("d0:1").orElseThrow(), Duration.ofMillis(1)))
          .isFalse();
    }

    @Test
    void isSentAwayWhenTheServiceEnds() throws InterruptedException, ExecutionException {
      startAndCatchUp();
      var waiting = CompletableFuture.supplyAsync(() -> awaited(story, _ -> true));
      projector.close();
      assertThat(waiting.get()).isEmpty();
    }

    private Optional<DeploymentRecord> awaited(Story story, Predicate<DeploymentRecord> wish) {
      try {
        return projector.awaitDeployment(story.id(), wish, LONG);
      } catch (InterruptedException e) {
        throw new IllegalStateException("Nobody interrupts this test.", e);
      }
    }
  }

  @Test
  void tellsThoseWhoFollowWhatABatchChanged() throws InterruptedException {
    startAndCatchUp();
    try (var following = projector.changes().follow(null)) {
      var story = Story.of("web-1").requested().started();
      append(story);
      Change change = following.next(LONG).orElseThrow();
      assertThat(change.deployments()).containsExactly(DeploymentSummary.of(story.record()));
      assertThat(projector.position().reaches(change.position())).isTrue();
      close();
      assertThat(following.next(LONG)).isEmpty();
      assertThat(following.isOver()).isTrue();
    }
  }

  @Test
  void tellsWhoWaitsForACanisterWhereItIsShown() throws Exception {
    Principal id = new Principal("counter-1");
    logs.append(CountingCanisters.counted("counter-1", 1, "ann", Story.NOON));
    startAndCatchUp();
    assertThat(projector.awaitCanister(id, 1, LONG)).contains(projector.position());
    assertThat(projector.awaitCanister(id, 2, Duration.ZERO)).isEmpty();

    var waiting = CompletableFuture.supplyAsync(() -> positionOf(id, 2));
    Position before = logs.end();
    logs.append(CountingCanisters.counted("counter-1", 2, "ann", Story.NOON));
    handedOut.getLast().bring(logs.after(before));

    assertThat(waiting).succeedsWithin(LONG);
    assertThat(waiting.get().orElseThrow().reaches(logs.end())).isTrue();
    var inVain = CompletableFuture.supplyAsync(() -> positionOf(id, 3));
    close();
    assertThat(inVain).succeedsWithin(LONG).isEqualTo(Optional.empty());
  }

  private Optional<Position> positionOf(Principal canister, long version) {
    try {
      return projector.awaitCanister(canister, version, LONG);
    } catch (InterruptedException e) {
      throw new IllegalStateException("Nobody interrupts this test.", e);
    }
  }

  @Test
  void fillsANewFileWhenTheOldOneIsDeleted() throws InterruptedException {
    var stories = List.of(Story.of("web-1").requested().failed(), Story.of("web-2").requested());
    stories.forEach(logs::append);
    startAndCatchUp();
    close();
    model = ReadModel.open(folder.resolve("another.db"), Logs.TOPICS);
    projector = new Projector(model, formats.formats(), new CountingCanisters(), this::consumer);
    views = new Views(model, formats.formats());
    startAndCatchUp();
    stories.forEach(story -> assertThat(deployment(story)).contains(story.record()));
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = model.database().write();
        var statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }
}
