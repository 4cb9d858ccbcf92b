package dev.templatedeployer.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.query.filter.BadFilter;
import dev.templatedeployer.query.filter.Filter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The database and [Filter#matches] never disagree, and what a filter says does not depend on how
/// it is written.
class FilterLawsTest {

  static final Instant NOW = Story.NOON.plusSeconds(3600);
  static final int DEPLOYMENTS = 400;
  static final int FILTERS = 250;

  @TempDir Path folder;

  final RememberingFormats formats = new RememberingFormats();
  final Logs logs = new Logs(formats);
  final List<DeploymentRecord> records = new ArrayList<>();
  ReadModel model;
  Projection projection;

  /// Where the tables are.
  Database database() {
    return new SqliteFile(folder.resolve("read-model.db"));
  }

  @BeforeEach
  void open() throws SQLException {
    model = ReadModel.open(database(), Logs.TOPICS);
    projection = Projection.open(model, formats.formats(), new CountingCanisters());
  }

  @AfterEach
  void close() throws SQLException {
    projection.close();
    model.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theDatabaseFindsWhatMatchesInTheWantedOrder(long seed) throws SQLException, BadFilter {
    var generated = new GeneratedDeployments(seed);
    fill(generated);
    var shares = new HashSet<Integer>();
    for (int i = 0; i < FILTERS; i++) {
      String text = generated.filter();
      Filter filter = Filter.parse(text, NOW);
      Sort sort = QueryPlanTest.SORTS.get(i % QueryPlanTest.SORTS.size());
      Bounds bounds = i % 3 == 0 ? Bounds.USUAL : new Bounds(40, 50);
      List<String> expected = expected(filter, sort);
      assertThat(idsOfAllPages(filter, sort, 30, bounds))
          .as("seed %d: %s sorted by %s", seed, text, sort.text())
          .isEqualTo(expected);
      shares.add(expected.size() * 10 / DEPLOYMENTS);
    }
    assertThat(shares).as("shares of what was found, in tenths").hasSizeGreaterThan(6);
  }

  @Test
  void theCanonicalTextSaysTheSame() throws BadFilter {
    var generated = new GeneratedDeployments(4);
    for (int i = 0; i < 2000; i++) {
      String text = generated.filter();
      Filter filter = Filter.parse(text, NOW);
      Filter again = Filter.parse(filter.text(), NOW.plusSeconds(77));
      assertThat(again).as(text).isEqualTo(filter);
      assertThat(again.text()).isEqualTo(filter.text());
    }
  }

  @Test
  void aCursorServesOnlyTheListThatItIsOf() throws SQLException, BadFilter {
    fill(new GeneratedDeployments(5));
    Filter filter = Filter.parse("age:<1h", NOW);
    String cursor = page(filter, Sort.NEWEST, new Paging(null, 5)).next();
    assertThat(
            page(Filter.parse("age:<1h", NOW.plusSeconds(9)), Sort.NEWEST, new Paging(cursor, 5)))
        .isNotNull();
    assertThatThrownBy(() -> page(Filter.ALL, Sort.NEWEST, new Paging(cursor, 5)))
        .hasMessageStartingWith("The cursor is that of a list with another filter");
    assertThatThrownBy(() -> page(filter, Sort.parse("created"), new Paging(cursor, 5)))
        .hasMessageStartingWith("The cursor is that of a list with another filter");
  }

  private void fill(GeneratedDeployments generated) throws SQLException {
    for (int i = 0; i < DEPLOYMENTS; i++) {
      Story story = generated.story(i);
      logs.append(story);
      records.add(story.record());
      if (i % 50 == 49) {
        projection.project(logs.after(projection.position()), logs.end());
      }
    }
  }

  private List<String> expected(Filter filter, Sort sort) {
    Comparator<DeploymentRecord> order =
        Comparator.comparingLong(key(sort)).thenComparing(record -> record.id().value());
    return records.stream()
        .filter(record -> filter.matches(DeploymentSummary.of(record)))
        .sorted(sort.isDescending() ? order.reversed() : order)
        .map(record -> record.id().value())
        .toList();
  }

  private static ToLongFunction<DeploymentRecord> key(Sort sort) {
    return switch (sort.key()) {
      case CREATED -> record -> record.createdAt().toEpochMilli();
      case UPDATED -> record -> record.updatedAt().toEpochMilli();
      case ATTEMPTS -> record -> record.token().attempt();
    };
  }

  private Page<DeploymentSummary> page(Filter filter, Sort sort, Paging paging) {
    return page(filter, sort, paging, Bounds.USUAL);
  }

  private Page<DeploymentSummary> page(Filter filter, Sort sort, Paging paging, Bounds bounds) {
    return model
        .readers()
        .ask(tables -> DeploymentList.of(filter, sort, bounds).answer(tables, paging))
        .value();
  }

  private List<String> idsOfAllPages(Filter filter, Sort sort, int limit, Bounds bounds) {
    var ids = new ArrayList<String>();
    String cursor = null;
    do {
      Page<DeploymentSummary> page = page(filter, sort, new Paging(cursor, limit), bounds);
      page.items().forEach(item -> ids.add(item.id().value()));
      cursor = page.next();
    } while (cursor != null);
    return ids;
  }
}
