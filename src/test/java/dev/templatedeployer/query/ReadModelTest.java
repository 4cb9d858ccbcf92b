package dev.templatedeployer.query;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class ReadModelTest {

  @TempDir Path folder;

  final RememberingFormats formats = new RememberingFormats();
  final Logs logs = new Logs(formats).append(Story.of("web-1").requested());
  final Logger logger = (Logger) LoggerFactory.getLogger(ReadModel.class);
  final ListAppender<ILoggingEvent> log = new ListAppender<>();
  Path file;

  @BeforeEach
  void fill() throws SQLException {
    file = folder.resolve("read-model.db");
    try (ReadModel model = ReadModel.open(file, Logs.TOPICS);
        var projection = Projection.open(model, formats.formats(), new CountingCanisters())) {
      projection.project(logs.records(), logs.end());
    }
    log.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(log);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(log);
    logger.setLevel(null);
  }

  @Test
  void isKeptWhenItIsOpenedAgain() {
    assertThat(reopened(Logs.TOPICS)).isEqualTo(logs.end());
    assertThat(log.list).isEmpty();
  }

  @Test
  void isRebuiltForAnotherCluster() {
    var elsewhere = new EventTopics("cluster-2", "deployments.events", "canisters.events");
    assertThat(reopened(elsewhere)).isEqualTo(Position.START);
    assertThatItSaid("was made from the cluster 'cluster-1' and this is 'cluster-2'");
  }

  @Test
  void isRebuiltForOtherTopics() {
    var others = new EventTopics("cluster-1", "x.deployments.events", "x.canisters.events");
    assertThat(reopened(others)).isEqualTo(Position.START);
    assertThatItSaid(
        "was made from the topics 'deployments.events' and 'canisters.events', and these are"
            + " 'x.deployments.events' and 'x.canisters.events'");
  }

  @Test
  void isRebuiltWhenItsTablesAreOfAnotherVersion() throws SQLException {
    execute("UPDATE meta SET content = '0' WHERE name = 'version'");
    assertThat(reopened(Logs.TOPICS)).isEqualTo(Position.START);
    assertThatItSaid("has tables of version 0 and version %d is needed".formatted(Tables.VERSION));
  }

  @Test
  void isRebuiltWhenItDoesNotSayWhereItComesFrom() throws SQLException {
    execute("DELETE FROM meta");
    assertThat(reopened(Logs.TOPICS)).isEqualTo(Position.START);
    assertThatItSaid("says nothing of where it comes from");
  }

  @Test
  void isRebuiltWhenItIsDamaged() throws IOException {
    Files.writeString(file, "This is no database. ".repeat(1000));
    assertThat(reopened(Logs.TOPICS)).isEqualTo(Position.START);
    assertThat(log.list).hasSize(1);
    assertThat(log.list.getFirst().getFormattedMessage()).contains("cannot be read");
  }

  private Position reopened(EventTopics topics) {
    try (ReadModel model = ReadModel.open(file, topics)) {
      return new Views(model, formats.formats()).counts().position();
    }
  }

  private void assertThatItSaid(String why) {
    assertThat(log.list).hasSize(1);
    assertThat(log.list.getFirst().getLevel()).isEqualTo(Level.INFO);
    assertThat(log.list.getFirst().getFormattedMessage())
        .isEqualTo(
            "The read model '%s' %s. It is rebuilt from the beginning of the logs."
                .formatted(file, why));
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = new SqliteFile(file).write();
        var statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }
}
