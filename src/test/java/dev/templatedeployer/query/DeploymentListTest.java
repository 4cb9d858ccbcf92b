package dev.templatedeployer.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.domain.Status;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.query.filter.BadFilter;
import dev.templatedeployer.query.filter.Filter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeploymentListTest {

  static final Comparator<DeploymentRecord> OLDEST_FIRST =
      Comparator.comparing(DeploymentRecord::createdAt).thenComparing(r -> r.id().value());

  @TempDir Path folder;

  final RememberingFormats formats = new RememberingFormats();
  final Logs logs = new Logs(formats);
  final List<DeploymentRecord> records = new ArrayList<>();
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
    var random = new SplittableRandom(7);
    for (int i = 0; i < 300; i++) {
      add(random, "web-" + i, Story.NOON.plusSeconds(random.nextInt(40)));
    }
    project();
  }

  @AfterEach
  void close() throws SQLException {
    projection.close();
    model.close();
  }

  static List<Filter> filters() throws BadFilter {
    List<String> terms =
        List.of(
            "status:failed",
            "template:dao",
            "owner:ann",
            "caller:shop",
            "label:team=blue label:env=prod");
    var filters = new ArrayList<Filter>();
    for (int wanted = 0; wanted < 32; wanted++) {
      int chosen = wanted;
      filters.add(
          filter(
              IntStream.range(0, terms.size())
                  .filter(i -> (chosen & (1 << i)) != 0)
                  .mapToObj(terms::get)
                  .collect(Collectors.joining(" "))));
    }
    return filters;
  }

  @ParameterizedTest
  @MethodSource("filters")
  void showsWhatItsFilterLetsThroughNewestFirst(Filter filter) {
    assertThat(idsOfAllPages(filter, 7)).isEqualTo(expected(filter));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 99, 200})
  void canBeGoneThroughInPagesOfAnySize(int limit) {
    assertThat(idsOfAllPages(Filter.ALL, limit)).isEqualTo(expected(Filter.ALL));
  }

  @Test
  void showsEachDeploymentOnceWhileOthersComeIn() throws SQLException {
    List<String> expected = expected(Filter.ALL);
    var shown = new ArrayList<String>();
    var random = new SplittableRandom(8);
    String cursor = null;
    int late = 0;
    do {
      Page<DeploymentSummary> page = page(Filter.ALL, new Paging(cursor, 20));
      page.items().forEach(item -> shown.add(item.id().value()));
      cursor = page.next();
      add(random, "late-" + late++, Story.NOON.plusSeconds(1000));
      project();
    } while (cursor != null);
    assertThat(shown).isEqualTo(expected);
  }

  @Test
  void showsWhatIsKnownOfADeploymentButItsConfig() throws SQLException {
    var story =
        Story.of("failed")
            .labelled(Map.of("team", "blue"))
            .at(Story.NOON.plusSeconds(100))
            .requested()
            .failed()
            .retried()
            .failed();
    logs.append(story);
    project();
    DeploymentRecord record = story.record();
    assertThat(page(Filter.ALL, Paging.first(1)).items())
        .containsExactly(
            new DeploymentSummary(
                story.id(),
                4,
                Status.FAILED,
                new TemplateName("lock"),
                "1.0.0",
                new Principal("aaaaa-aa"),
                "shop",
                record.canisterId(),
                record.token(),
                2,
                "NO_SUCH_TOKEN",
                "There is no such token.",
                Map.of("team", "blue"),
                record.createdAt(),
                record.updatedAt()));
  }

  @Test
  void forgetsAFailureThatARetryClears() throws SQLException {
    var story = Story.of("retried").at(Story.NOON.plusSeconds(100)).requested().failed();
    logs.append(story);
    project();
    logs.append(story.retried().last());
    project();
    DeploymentSummary shown = page(Filter.ALL, Paging.first(1)).items().getFirst();
    assertThat(shown.failureCode()).isNull();
    assertThat(shown.failureMessage()).isNull();
  }

  @Test
  void refusesACursorThatItNeverGaveOut() {
    assertThatThrownBy(() -> page(Filter.ALL, new Paging("page-2", 10)))
        .isInstanceOfSatisfying(
            UnanswerableQuestion.class, e -> assertThat(e.parameter()).isEqualTo("cursor"))
        .hasMessageStartingWith("'page-2' is not a cursor");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 201})
  void refusesPagesThatAreTooSmallOrTooLarge(int limit) {
    assertThatThrownBy(() -> Paging.first(limit))
        .isInstanceOf(UnanswerableQuestion.class)
        .hasMessage("A page has from 1 to 200 items, and %d were asked for.", limit);
  }

  private void add(SplittableRandom random, String id, Instant at) {
    var story =
        Story.of(id)
            .from(random.nextBoolean() ? "lock" : "dao")
            .ownedBy(random.nextBoolean() ? "ann" : "bob")
            .calledBy(random.nextBoolean() ? "shop" : "fair")
            .labelled(
                Map.of(
                    "team", random.nextBoolean() ? "blue" : "red",
                    "env", random.nextBoolean() ? "prod" : "test"))
            .at(at)
            .requested();
    logs.append(random.nextBoolean() ? story.failed() : story.completed());
    records.add(story.record());
  }

  private void project() throws SQLException {
    projection.project(logs.after(projection.position()), logs.end());
  }

  private Page<DeploymentSummary> page(Filter filter, Paging paging) {
    return views.deployments(filter, Sort.NEWEST, paging).value();
  }

  private List<String> idsOfAllPages(Filter filter, int limit) {
    var ids = new ArrayList<String>();
    Page<DeploymentSummary> page = page(filter, Paging.first(limit));
    page.items().forEach(item -> ids.add(item.id().value()));
    while (page.next() != null) {
      assertThat(page.items()).hasSize(limit);
      page = page(filter, new Paging(page.next(), limit));
      page.items().forEach(item -> ids.add(item.id().value()));
    }
    return ids;
  }

  private List<String> expected(Filter filter) {
    return records.stream()
        .filter(record -> filter.matches(DeploymentSummary.of(record)))
        .sorted(OLDEST_FIRST.reversed())
        .map(r -> r.id().value())
        .collect(Collectors.toList());
  }

  private static Filter filter(String text) throws BadFilter {
    return Filter.parse(text, Story.NOON);
  }
}
