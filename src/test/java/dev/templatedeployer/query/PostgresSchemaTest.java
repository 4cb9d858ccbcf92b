package dev.templatedeployer.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.query.filter.Filter;
import dev.templatedeployer.settings.Secret;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PostgresSchemaTest {

  static final Duration LONG = Duration.ofSeconds(30);

  final PostgresSchema schema = Postgres.schema();
  final RememberingFormats formats = new RememberingFormats();
  final Logs logs = new Logs(formats);

  @Test
  void isFilledByTheProjectorAndWakesWhoWaits() throws InterruptedException {
    var story = Story.of("web-1").labelled(Map.of("env", "prod")).requested().failed();
    logs.append(story);
    try (ReadModel model = ReadModel.open(schema, Logs.TOPICS);
        var projector = projector(model)) {
      projector.start();

      Optional<DeploymentRecord> seen =
          projector.awaitDeployment(story.id(), record -> record.status().isTerminal(), LONG);

      assertThat(seen).contains(story.record());
      assertThat(projector.awaitPosition(logs.end(), LONG)).isTrue();
      assertThat(new Views(model, formats.formats()).deployment(story.id()).position())
          .matches(position -> position.reaches(logs.end()));
    }
  }

  @Test
  void isKeptWhenItIsOpenedAgain() throws SQLException {
    fill(Story.of("web-1").requested());

    assertThat(reopened()).isEqualTo(logs.end());
  }

  @Test
  void isRebuiltWhenItsTablesAreOfAnotherVersion() throws SQLException {
    fill(Story.of("web-1").requested());
    Postgres.execute(
        "UPDATE %s.meta SET content = '0' WHERE name = 'version'".formatted(schema.schema()));

    assertThat(reopened()).isEqualTo(Position.START);
  }

  @Test
  void takesInWhatItCannotKeepAsItIs() throws SQLException {
    var story = Story.of("web-1").labelled(Map.of("note", "a\0b")).requested();
    fill(story);

    try (ReadModel model = ReadModel.open(schema, Logs.TOPICS)) {
      assertThat(new Views(model, formats.formats()).deployment(story.id()).value())
          .contains(story.record());
    }
  }

  @Test
  void ordersTextsByTheirBytesWhateverItsLanguage() throws SQLException {
    // In the order of a dictionary they would come as 'a', 'B', 'c'.
    fill(Story.of("a").requested(), Story.of("B").requested(), Story.of("c").requested());

    try (ReadModel model = ReadModel.open(schema, Logs.TOPICS)) {
      var ids = new ArrayList<String>();
      var views = new Views(model, formats.formats());
      var paging = Paging.first(1);
      while (true) {
        Page<DeploymentSummary> page = views.deployments(Filter.ALL, Sort.NEWEST, paging).value();
        page.items().forEach(item -> ids.add(item.id().value()));
        if (page.next() == null) {
          break;
        }
        paging = new Paging(page.next(), 1);
      }
      assertThat(ids).containsExactly("c", "a", "B");
    }
  }

  @Test
  void isWrittenByOneProcessOnly() throws SQLException {
    fill(Story.of("web-1").requested());
    try (var _ = schema.write()) {
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(schema::write)
          .withMessageContaining("'deployer.read-model.schema'");
    }
    schema.write().close(); // free again
  }

  @Nested
  class WhenItsServerDropsAllConnections {

    @Test
    void answersAndFollowsAgainAfterwards() throws Exception {
      var before = Story.of("web-1").requested();
      logs.append(before);
      try (ReadModel model = ReadModel.open(schema, Logs.TOPICS);
          var projector = projector(model)) {
        var views = new Views(model, formats.formats());
        projector.start();
        assertThat(projector.awaitPosition(logs.end(), LONG)).isTrue();

        Postgres.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'template-deployer'"
                + " AND pid <> pg_backend_pid()");
        for (int i = 0; i < 4; i++) { // each of the broken connections is noticed once
          assertThatExceptionOfType(ReadModelOutOfReach.class).isThrownBy(views::counts);
        }

        assertThat(views.deployment(before.id()).value()).contains(before.record());
        Position end = logs.end();
        var after = Story.of("web-2").requested();
        logs.append(after);
        consumers.getLast().bring(logs.after(end));
        assertThat(projector.awaitPosition(logs.end(), LONG)).isTrue();
        assertThat(views.deployment(after.id()).value()).contains(after.record());
      }
    }
  }

  @Nested
  class TheSettings {

    @Test
    void choose() {
      var none = new ReadModelSettings(Optional.empty(), Optional.empty(), Optional.empty(), "a");
      var some =
          new ReadModelSettings(
              Optional.of("jdbc:postgresql://db:5432/x?ssl=true"),
              Optional.of("ann"),
              Optional.of(new Secret("s3cret")),
              "deployer");

      assertThat(none.database(java.nio.file.Path.of("f"))).isInstanceOf(SqliteFile.class);
      assertThat(some.database(java.nio.file.Path.of("f")))
          .hasToString("schema deployer of jdbc:postgresql://db:5432/x");
      assertThat(some.toString()).doesNotContain("s3cret");
    }

    @Test
    void sayWhatIsWrongWithThem() {
      assertWrong("mysql://db", "deployer", "has to begin with 'jdbc:postgresql:'");
      assertWrong("jdbc:postgresql://db/x?password=s3cret", "deployer", "holds a password");
      assertWrong("jdbc:postgresql://db/x", "Robert'); DROP", "cannot name a schema");
    }

    private void assertWrong(String url, String schema, String sentence) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() ->
              new ReadModelSettings(Optional.of(url), Optional.empty(), Optional.empty(), schema))
          .withMessageContaining(sentence)
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cret"));
    }
  }

  @Nested
  class ARebuild {

    @Test
    void goesToTheEndAndTellsHowFarItIs() {
      logs.append(Story.of("web-1").requested().failed()).append(Story.of("web-2").requested());
      var told = new ArrayList<List<Long>>();
      try (ReadModel model = ReadModel.open(schema, Logs.TOPICS)) {
        long records =
            new Rebuild(
                    model,
                    formats.formats(),
                    new CountingCanisters(),
                    PostgresSchemaTest.this::consumerThatKnowsTheEnd)
                .run((done, all) -> told.add(List.of(done, all)));

        assertThat(records).isEqualTo(3);
        assertThat(new Views(model, formats.formats()).counts().position())
            .matches(position -> position.reaches(logs.end()));
      }
      assertThat(told.getFirst().getFirst()).isZero();
      assertThat(told.getLast()).containsExactly(3L, 3L);
    }
  }

  private LogConsumer consumerThatKnowsTheEnd() {
    var ends = new HashMap<TopicPartition, Long>();
    for (EventLog log : EventLog.values()) {
      for (int i = 0; i < Logs.PARTITIONS; i++) {
        var partition = new TopicPartition(Logs.TOPICS.topic(log), i);
        ends.put(partition, logs.end().next().getOrDefault(new LogPartition(log, i), 0L));
      }
    }
    LogConsumer consumer = LogConsumer.of(logs);
    consumer.updateEndOffsets(ends);
    return consumer;
  }

  private final List<LogConsumer> consumers = new ArrayList<>();

  private Projector projector(ReadModel model) {
    return new Projector(
        model,
        formats.formats(),
        new CountingCanisters(),
        () -> {
          LogConsumer consumer = LogConsumer.of(logs);
          consumers.add(consumer);
          return consumer;
        });
  }

  private void fill(Story... stories) throws SQLException {
    List.of(stories).forEach(logs::append);
    try (ReadModel model = ReadModel.open(schema, Logs.TOPICS);
        var projection = Projection.open(model, formats.formats(), new CountingCanisters())) {
      projection.project(logs.records(), logs.end());
    }
  }

  private Position reopened() {
    try (ReadModel model = ReadModel.open(schema, Logs.TOPICS)) {
      return new Views(model, formats.formats()).counts().position();
    }
  }
}
