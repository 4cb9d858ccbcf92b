package dev.templatedeployer.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.domain.DeploymentId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The rows as they lie in the tables, also when somebody has been at them.
class RowScanTest {

  @TempDir Path folder;

  final RememberingFormats formats = new RememberingFormats();
  final Story one = Story.of("web-1").requested().started().completed();
  final Story two = Story.of("web-2").requested();
  final Logs logs = new Logs(formats).append(one).append(two);
  ReadModel model;
  Views views;

  @BeforeEach
  void fill() throws SQLException {
    model = ReadModel.open(folder.resolve("read-model.db"), Logs.TOPICS);
    views = new Views(model, formats.formats());
    try (var projection = Projection.open(model, formats.formats(), new CountingCanisters())) {
      projection.project(logs.records(), logs.end());
    }
  }

  @AfterEach
  void close() {
    model.close();
  }

  @Test
  void showsRowsWithTheirRecordsAndHowManyEventsTheyHave() {
    DeploymentRow row = row("web-1");

    assertThat(row.record()).isEqualTo(one.record());
    assertThat(row.events()).isEqualTo(3);
    assertThat(row.partition()).isEqualTo(Logs.partition("web-1"));
    assertThat(row.summary()).isNotNull();
    assertThat(row.summary().version()).isEqualTo(3);
  }

  @Test
  void showsThoseOfSomePartitions() {
    var shown = new ArrayList<DeploymentRow>();
    Position position = views.rows(Set.of(0, 1), shown::add);

    assertThat(shown).extracting(DeploymentRow::id).containsExactlyInAnyOrder("web-1", "web-2");
    assertThat(position).isEqualTo(logs.end());
    shown.clear();
    views.rows(Set.of(Logs.partition("web-2")), shown::add);
    assertThat(shown).allMatch(row -> row.partition() == Logs.partition("web-2")).isNotEmpty();
    shown.clear();
    views.rows(Set.of(9), shown::add);
    assertThat(shown).isEmpty();
  }

  @Test
  void showsWhatMakesNoSenseAsSuch() throws SQLException {
    change("UPDATE deployments SET status = 'DONE' WHERE id = 'web-1'");
    change("UPDATE deployments SET record = x'00' WHERE id = 'web-2'");
    change("DELETE FROM events WHERE deployment_id = 'web-1' AND version = 2");

    assertThat(row("web-1").summary()).isNull();
    assertThat(row("web-1").events()).isEqualTo(2);
    assertThat(row("web-2").record()).isNull();
  }

  private DeploymentRow row(String id) {
    List<DeploymentRow> shown = new ArrayList<>();
    views.row(new DeploymentId(id), shown::add);
    assertThat(shown).hasSize(1);
    return shown.getFirst();
  }

  private void change(String sql) throws SQLException {
    try (Connection connection = model.database().write();
        var statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }
}
