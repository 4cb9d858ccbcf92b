package dev.templatedeployer.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.domain.DeploymentEvent;
import dev.templatedeployer.domain.Status;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.query.TemplateStatistics.Step;
import dev.templatedeployer.wire.RecordedEvent;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatisticsTest {

  static final Instant NOW = Story.NOON.plusSeconds(3_000);
  static final TimeSteps STEPS = TimeSteps.until(NOW, Duration.ofHours(1), Duration.ofMinutes(1));

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

  @Test
  void areEmptyWhereNothingHappened() {
    assertThat(statistics(STEPS, null)).isEmpty();
  }

  @Test
  void tellWhatBecameOfTheDeploymentsOfATemplateMinuteByMinute() throws SQLException {
    happen(
        Story.of("web-1").requested().started().completed(),
        Story.of("web-2").requested().started().failed(),
        Story.of("web-3").at(Story.NOON.plusSeconds(60)).requested().cancelled(),
        Story.of("web-4").at(Story.NOON.plusSeconds(60)).requested(),
        Story.of("web-5").from("dao").at(Story.NOON.plusSeconds(30)).requested());

    var twoSeconds = new Percentiles(Duration.ofMillis(2_015), Duration.ofMillis(2_015));
    var atOnce = new Percentiles(Duration.ZERO, Duration.ZERO);
    TemplateStatistics lock = statistics(STEPS, new TemplateName("lock")).getFirst();
    assertThat(lock.steps())
        .containsExactly(
            new Step(Story.NOON, new OutcomeSummary(1, 1, 0, twoSeconds, atOnce)),
            new Step(Story.NOON.plusSeconds(60), new OutcomeSummary(0, 0, 1, null, null)));
    assertThat(lock.all()).isEqualTo(new OutcomeSummary(1, 1, 1, twoSeconds, atOnce));
    assertThat(lock.deployments())
        .isEqualTo(
            Map.of(
                Status.PENDING, 1L, Status.COMPLETED, 1L, Status.FAILED, 1L, Status.CANCELLED, 1L));
    assertThat(lock.oldestPending())
        .isEqualTo(new OldestPending(Story.of("web-4").id(), Story.NOON.plusSeconds(60)));

    assertThat(statistics(STEPS, null))
        .extracting(statistics -> statistics.template().value())
        .containsExactly("dao", "lock");
  }

  @Test
  void countEveryRunButTimeTheFirst() throws SQLException {
    Story story = Story.of("web-1").requested().failed().at(Story.NOON.plusSeconds(1_800));
    happen(story);
    appendAndProject(story.retried().last());
    appendAndProject(story.completed().last());

    TemplateStatistics lock = statistics(STEPS, null).getFirst();
    assertThat(lock.all().completed()).isEqualTo(1);
    assertThat(lock.all().failed()).isEqualTo(1);
    assertThat(lock.all().total())
        .isEqualTo(new Percentiles(Duration.ofMillis(1_007), Duration.ofMillis(1_007)));
    assertThat(lock.steps())
        .extracting(Step::from)
        .containsExactly(Story.NOON, Story.NOON.plusSeconds(1_800));
  }

  @Test
  void sayNothingOfWhatWasBefore() throws SQLException {
    happen(Story.of("web-1").at(NOW.minusSeconds(7_200)).requested().completed());

    TemplateStatistics lock = statistics(STEPS, null).getFirst();
    assertThat(lock.all()).isEqualTo(new OutcomeSummary(0, 0, 0, null, null));
    assertThat(lock.deployments()).isEqualTo(Map.of(Status.COMPLETED, 1L));
    assertThat(lock.oldestPending()).isNull();
  }

  @Test
  void forgetThatADeploymentWasPending() throws SQLException {
    Story first = Story.of("web-1").requested();
    happen(first, Story.of("web-2").at(Story.NOON.plusSeconds(9)).requested());
    assertThat(statistics(STEPS, null).getFirst().oldestPending())
        .isEqualTo(new OldestPending(first.id(), Story.NOON));

    appendAndProject(first.started().last());

    assertThat(statistics(STEPS, null).getFirst().oldestPending())
        .isEqualTo(new OldestPending(Story.of("web-2").id(), Story.NOON.plusSeconds(9)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1_000})
  void areWhatTheEventsAddUpToHoweverTheyCame(int batch) throws SQLException {
    var generated = new GeneratedDeployments(17);
    var stories = new ArrayList<Story>();
    for (int i = 0; i < 300; i++) {
      Story story = generated.story(i);
      logs.append(story);
      stories.add(story);
    }
    projectInBatchesOf(batch);

    var steps = TimeSteps.until(NOW, Duration.ofHours(1), Duration.ofMinutes(10));
    List<TemplateStatistics> found = statistics(steps, null);
    assertThat(found).hasSize(GeneratedDeployments.TEMPLATES.size());
    for (TemplateStatistics statistics : found) {
      List<RecordedEvent> events =
          stories.stream()
              .filter(s -> s.record().request().template().equals(statistics.template()))
              .flatMap(story -> story.events().stream())
              .toList();
      assertThat(by(statistics, OutcomeSummary::completed))
          .isEqualTo(counted(steps, events, DeploymentEvent.Completed.class));
      assertThat(by(statistics, OutcomeSummary::failed))
          .isEqualTo(counted(steps, events, DeploymentEvent.Failed.class));
      assertThat(statistics.all().failed())
          .isEqualTo(
              by(statistics, OutcomeSummary::failed).values().stream()
                  .mapToLong(Long::longValue)
                  .sum())
          .isPositive();
    }
  }

  private static Map<Instant, Long> by(
      TemplateStatistics statistics, ToLongFunction<OutcomeSummary> figure) {
    var all = new TreeMap<Instant, Long>();
    for (Step step : statistics.steps()) {
      all.put(step.from(), figure.applyAsLong(step.outcomes()));
    }
    all.values().removeIf(count -> count == 0);
    return all;
  }

  private static Map<Instant, Long> counted(
      TimeSteps steps, List<RecordedEvent> events, Class<? extends DeploymentEvent> type) {
    var all = new TreeMap<Instant, Long>();
    for (RecordedEvent recorded : events) {
      if (type.isInstance(recorded.event())) {
        long millis = recorded.event().at().toEpochMilli();
        all.merge(Instant.ofEpochMilli(millis - millis % 600_000), 1L, Long::sum);
      }
    }
    assertThat(all.keySet()).allMatch(at -> !at.isBefore(steps.from()) && at.isBefore(NOW));
    return all;
  }

  private void happen(Story... stories) throws SQLException {
    for (Story story : stories) {
      logs.append(story);
    }
    project();
  }

  private void appendAndProject(RecordedEvent event) throws SQLException {
    logs.append(event);
    project();
  }

  private void project() throws SQLException {
    projection.project(logs.after(projection.position()), logs.end());
  }

  /// Projects what is in the logs, `size` records at a time.
  private void projectInBatchesOf(int size) throws SQLException {
    var records = logs.records();
    var next = new TreeMap<LogPartition, Long>();
    for (int from = 0; from < records.size(); from += size) {
      var batch = records.subList(from, Math.min(records.size(), from + size));
      for (var record : batch) {
        next.put(new LogPartition(EventLog.DEPLOYMENTS, record.partition()), record.offset() + 1);
      }
      assertThat(projection.project(batch, new Position(new TreeMap<>(next))).end()).isNull();
    }
  }

  private List<TemplateStatistics> statistics(TimeSteps steps, @Nullable TemplateName template) {
    return views.statistics(steps, template).value();
  }
}
