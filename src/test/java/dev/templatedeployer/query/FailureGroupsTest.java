package dev.templatedeployer.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.domain.Failure;
import dev.templatedeployer.domain.Phase;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.query.filter.BadFilter;
import dev.templatedeployer.query.filter.Filter;
import dev.templatedeployer.query.filter.Fingerprint;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureGroupsTest {

  static final Instant NOW = Story.NOON.plusSeconds(3600);

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
  void tellWhatTheirDeploymentsHaveInCommon() throws SQLException {
    happen(
        failed("web-1", "lock", 0, "No quota for web-1: 3 used."),
        failed("web-2", "dao", 60, "No quota for web-2: 4 used."),
        failed("web-3", "lock", 30, "The node is busy."));

    var quota = new Failure("NO_QUOTA", "No quota for web-9: 9 used.", false);
    assertThat(groups("", Paging.first(1)).page().items())
        .containsExactly(
            new FailureGroup(
                Fingerprint.of(quota).id(),
                "NO_QUOTA",
                "No quota for <id>: <n> used.",
                2,
                Story.NOON.plusSeconds(1),
                Story.NOON.plusSeconds(61),
                List.of(new TemplateName("dao"), new TemplateName("lock")),
                Story.of("web-2").id(),
                "No quota for web-2: 4 used.",
                "fingerprint:" + Fingerprint.of(quota).id()));
  }

  @Test
  void forgetADeploymentThatIsRetried() throws SQLException {
    Story story = failed("web-1", "lock", 0, "The node is busy.");
    happen(story);
    logs.append(story.retried().last());
    project();

    assertThat(groups("", Paging.first(10)).page().items()).isEmpty();
    assertThat(list("busy")).isEmpty();

    logs.append(story.failed(new Failure("OTHER", "Out of luck.", false)).last());
    project();
    assertThat(groups("", Paging.first(10)).page().items())
        .extracting(FailureGroup::code)
        .containsExactly("OTHER");
    assertThat(list("luck")).containsExactly("web-1");
  }

  @Test
  void areFoundByAWordThatIsLongerThanADatabaseTakes() throws SQLException {
    String dump = "ü".repeat(Failure.MAX_MESSAGE - 20);
    happen(failed("web-1", "lock", 0, "Cannot read %s.".formatted(dump)));

    assertThat(list("\"cannot read %s\"".formatted("ü".repeat(300)))).containsExactly("web-1");
    assertThat(list("error:\"*%s*\"".formatted("ü".repeat(200)))).containsExactly("web-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "status:failed",
        "template:lock,dao,launchpad",
        "attempts:>1",
        "-code:NO_QUOTA",
        "age:<40m"
      })
  void areWhatTheRecordsAddUpTo(String text) throws SQLException, BadFilter {
    var generated = new GeneratedDeployments(11);
    var records = new ArrayList<DeploymentRecord>();
    for (int i = 0; i < 300; i++) {
      Story story = generated.story(i);
      logs.append(story);
      records.add(story.record());
    }
    project();

    Filter filter = Filter.parse(text, NOW);
    Map<String, Long> expected =
        records.stream()
            .filter(record -> filter.matches(DeploymentSummary.of(record)))
            .filter(record -> record.phase() instanceof Phase.Failed)
            .collect(Collectors.groupingBy(FailureGroupsTest::fingerprint, Collectors.counting()));
    List<FailureGroup> groups = allGroups(text);
    assertThat(groups)
        .isSortedAccordingTo((a, b) -> Long.compare(b.deployments(), a.deployments()));
    assertThat(
            groups.stream()
                .collect(Collectors.toMap(FailureGroup::fingerprint, FailureGroup::deployments)))
        .isEqualTo(expected)
        .isNotEmpty();
    for (FailureGroup group : groups) {
      assertThat(list(group.filter()))
          .hasSize((int) group.deployments())
          .contains(group.sampleId().value());
    }
  }

  @Test
  void takeNoCursorOfAnotherQuestion() throws SQLException {
    happen(
        failed("web-1", "lock", 0, "The node is busy."), failed("web-2", "lock", 0, "No quota."));
    String cursor = groups("", Paging.first(1)).page().next();

    assertThat(groups("", new Paging(cursor, 1)).page().items()).hasSize(1);
    assertThatThrownBy(() -> groups("template:lock", new Paging(cursor, 1)))
        .isInstanceOf(UnanswerableQuestion.class);
  }

  private static Story failed(String id, String template, int second, String message) {
    return Story.of(id)
        .from(template)
        .at(Story.NOON.plusSeconds(second))
        .requested()
        .failed(new Failure("NO_QUOTA", message, false));
  }

  private void happen(Story... stories) throws SQLException {
    for (Story story : stories) {
      logs.append(story);
    }
    project();
  }

  private void project() throws SQLException {
    projection.project(logs.after(projection.position()), logs.end());
  }

  private List<FailureGroup> allGroups(String filter) {
    var groups = new ArrayList<FailureGroup>();
    String cursor = null;
    do {
      FailureGroups some = groups(filter, new Paging(cursor, 4));
      assertThat(some.isComplete()).isTrue();
      groups.addAll(some.page().items());
      cursor = some.page().next();
    } while (cursor != null);
    return groups;
  }

  private FailureGroups groups(String filter, Paging paging) {
    return views.failures(filter(filter), paging).value();
  }

  private List<String> list(String filter) {
    return views
        .deployments(filter(filter), Sort.NEWEST, Paging.first(200))
        .value()
        .items()
        .stream()
        .map(item -> item.id().value())
        .toList();
  }

  private static Filter filter(String text) {
    try {
      return Filter.parse(text, NOW);
    } catch (BadFilter e) {
      throw new AssertionError(e);
    }
  }

  private static String fingerprint(DeploymentRecord record) {
    if (record.phase() instanceof Phase.Failed(var failure)) {
      return Fingerprint.of(failure).id();
    }
    throw new AssertionError(record);
  }
}
