package dev.templatedeployer.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.templatedeployer.canister.Row;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.domain.Status;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.wire.RecordedEvent;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectionTest {

  @TempDir Path folder;

  final RememberingFormats formats = new RememberingFormats();
  final Logs logs = new Logs(formats);
  ReadModel model;
  Projection projection;
  Views views;

  /// Where the tables are.
  Database database() {
    return new SqliteFile(folder.resolve("read-model.db"));
  }

  @BeforeEach
  void open() throws SQLException {
    model = ReadModel.open(database(), Logs.TOPICS);
    projection = Projection.open(model, formats.formats(), new CountingCanisters());
    views = new Views(model, formats.formats());
  }

  @AfterEach
  void close() throws SQLException {
    projection.close();
    model.close();
  }

  Batch project() throws SQLException {
    return projection.project(logs.after(projection.position()), logs.end());
  }

  Optional<DeploymentRecord> deployment(DeploymentId id) {
    return views.deployment(id).value();
  }

  List<RecordedEvent> events(DeploymentId id) {
    return views.events(id, Paging.first(200)).value().items().stream().map(Placed::event).toList();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void keepsWhatTheEventsAddUpToHoweverTheyAreBatched(long seed) throws SQLException {
    var histories = new GeneratedHistories(seed, 20, 600);
    histories.events().forEach(logs::append);
    var random = new SplittableRandom(seed);
    List<ConsumerRecord<byte[], byte[]>> records = logs.records();
    for (int from = 0; from < records.size(); ) {
      int to = Math.min(records.size(), from + random.nextInt(1, 60));
      List<ConsumerRecord<byte[], byte[]>> batch = records.subList(from, to);
      assertThat(projection.project(batch, after(batch)).end()).isNull();
      from = to;
    }
    for (DeploymentRecord record : histories.records()) {
      assertThat(deployment(record.id())).as("seed %d", seed).contains(record);
      assertThat(events(record.id()))
          .as("seed %d", seed)
          .isEqualTo(histories.events().stream().filter(e -> e.id().equals(record.id())).toList());
    }
    assertThat(views.counts().value()).as("seed %d", seed).isEqualTo(counts(histories.records()));
  }

  @Test
  void answersWithThePositionThatItReached() throws SQLException {
    logs.append(Story.of("web-1").requested().started());
    project();
    assertThat(views.deployment(new DeploymentId("web-1")).position()).isEqualTo(logs.end());
  }

  @Test
  void ignoresARepeatedEvent() throws SQLException {
    var story = Story.of("web-1").requested().started();
    logs.append(story).append(story).append(story.completed().last());
    assertThat(project().end()).isNull();
    assertThat(deployment(story.id())).contains(story.record());
    assertThat(events(story.id())).hasSize(3);
  }

  @Test
  void ignoresAnEventThatIsRepeatedInALaterBatch() throws SQLException {
    var story = Story.of("web-1").requested().completed();
    logs.append(story);
    project();
    logs.append(story);
    assertThat(project().end()).isNull();
    assertThat(deployment(story.id())).contains(story.record());
    assertThat(views.counts().value())
        .containsExactly(new DeploymentCount(new TemplateName("lock"), Status.COMPLETED, 1));
  }

  @Nested
  class ABatchThatCannotBeWrittenWhole {

    final Story old = Story.of("old").requested();
    final Story fresh = Story.of("fresh").requested();

    @BeforeEach
    void breakBetweenRowsAndOffsets() throws SQLException {
      logs.append(old);
      project();
      logs.append(old.started().last()).append(fresh);
      execute(
          """
          CREATE TRIGGER power_cut BEFORE UPDATE ON offsets BEGIN SELECT RAISE(ABORT, 'power cut'); END
          """);
    }

    @Test
    void leavesNothingHalf() {
      var before = projection.position();
      assertThatThrownBy(ProjectionTest.this::project).hasMessageContaining("power cut");
      assertThat(deployment(old.id()).orElseThrow().version()).isEqualTo(1);
      assertThat(events(old.id())).hasSize(1);
      assertThat(deployment(fresh.id())).isEmpty();
      assertThat(events(fresh.id())).isEmpty();
      assertThat(views.counts().position()).isEqualTo(before);
    }

    @Test
    void isWrittenAsIfNothingHadHappenedWhenItIsTriedAgain() throws SQLException {
      assertThatThrownBy(ProjectionTest.this::project).isInstanceOf(SQLException.class);
      close();
      open();
      execute("DROP TRIGGER power_cut");
      project();
      assertThat(deployment(old.id())).contains(old.record());
      assertThat(deployment(fresh.id())).contains(fresh.record());
      assertThat(views.counts().value())
          .containsExactly(
              new DeploymentCount(new TemplateName("lock"), Status.PENDING, 1),
              new DeploymentCount(new TemplateName("lock"), Status.PROCESSING, 1));
    }
  }

  @Nested
  class ABrokenLog {

    final Story story = Story.of("web-1").requested();

    @Test
    void endsAtAMissingEventAndKeepsWhatCameBefore() throws SQLException {
      logs.append(story);
      var good = logs.end();
      story.started();
      logs.append(story.completed().last());
      assertThat(project().end())
          .hasMessage(
              "Cannot follow 'deployments.events' in partition %d beyond offset 1: the deployment 'web-1' has"
                  + " reached version 1 and this is version 3, so events between them are missing.",
              Logs.partition("web-1"));
      assertThat(projection.position()).isEqualTo(good);
      assertThat(deployment(story.id()).orElseThrow().version()).isEqualTo(1);
    }

    @Test
    void endsAtADeploymentWithoutABeginning() throws SQLException {
      logs.append(story.started().last());
      assertThat(project().end()).hasMessageContaining("reached version 0 and this is version 2");
    }

    @Test
    void endsAtBytesThatMeanNothing() throws SQLException {
      logs.append(EventLog.DEPLOYMENTS, 0, new byte[] {'?'});
      assertThat(project().end())
          .hasMessage(
              "Cannot follow 'deployments.events' in partition 0 beyond offset 0: These bytes end too early.");
    }

    @Test
    void endsAtAnEventThatCannotBeFolded() throws SQLException {
      var twice = new RecordedEvent(story.id(), 2, RecordedEvent.Cause.TIME, story.last().event());
      logs.append(story).append(twice);
      assertThat(project().end()).hasMessageContaining("requested twice");
    }
  }

  @Nested
  class ACanister {

    final Principal id = new Principal("counter-1");
    final Principal ann = new Principal("ann");

    @Test
    void isFoldedWithinABatchAndAcrossBatches() throws SQLException {
      logs.append(CountingCanisters.counted("counter-1", 1, "ann", Story.NOON));
      logs.append(CountingCanisters.counted("counter-1", 2, "bob", Story.NOON));
      project();
      logs.append(CountingCanisters.counted("counter-1", 3, "bob", Story.NOON.plusSeconds(1)));
      logs.append(CountingCanisters.counted("counter-1", 4, "ann", Story.NOON.plusSeconds(2)));
      logs.append(CountingCanisters.counted("counter-1", 4, "ann", Story.NOON.plusSeconds(2)));
      project();
      assertThat(views.canister(id, StoredCanister::head).value()).contains("4");
      assertThat(views.canister(id, c -> c.row(CountingCanisters.row(ann)).orElseThrow()).value())
          .contains("2");
      assertThat(views.canister(id, c -> c.rows("parties", null, 9)).value().orElseThrow())
          .containsExactly(new Row<>("ann", "2"), new Row<>("bob", "2"));
      assertThat(views.canister(id, c -> c.rows("parties", "ann", 9)).value().orElseThrow())
          .containsExactly(new Row<>("bob", "2"));
      assertThat(views.canister(id, c -> c.rows("parties", null, 1)).value().orElseThrow())
          .hasSize(1);
      assertThat(views.canister(id, StoredCanister::summary).value())
          .contains(
              new CanisterSummary(
                  id, "counter", 4, ann, "COUNT_4", null, Story.NOON, Story.NOON.plusSeconds(2)));
      assertThat(views.events(id, Paging.first(10)).value().items())
          .extracting(placed -> placed.event().version())
          .containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void endsTheProjectionAtAMissingEvent() throws SQLException {
      logs.append(CountingCanisters.counted("counter-1", 2, "ann", Story.NOON));
      assertThat(project().end()).hasMessageContaining("the canister 'counter-1'");
    }
  }

  private Position after(List<ConsumerRecord<byte[], byte[]>> batch) {
    var next = new TreeMap<>(projection.position().next());
    batch.forEach(record ->
        next.put(new LogPartition(EventLog.DEPLOYMENTS, record.partition()), record.offset() + 1));
    return new Position(next);
  }

  private static List<DeploymentCount> counts(List<DeploymentRecord> records) {
    Map<List<String>, Long> counts = new TreeMap<>(Comparator.comparing(List::toString));
    records.forEach(record ->
        counts.merge(
            List.of(record.request().template().value(), record.status().name()), 1L, Long::sum));
    return counts.entrySet().stream()
        .map(e ->
            new DeploymentCount(
                new TemplateName(e.getKey().get(0)),
                Status.valueOf(e.getKey().get(1)),
                e.getValue()))
        .toList();
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = model.database().write();
        var statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }
}
