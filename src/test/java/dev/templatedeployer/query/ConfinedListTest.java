package dev.templatedeployer.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.identity.CanisterIds;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.query.filter.BadFilter;
import dev.templatedeployer.query.filter.Filter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Lists for somebody who may not learn that others have deployments: everything of their own, and
/// no id of others, be it in a cursor.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConfinedListTest {

  static final int DEPLOYMENTS = 400;

  /// So little that pages end before their rows do.
  static final Bounds TIGHT = new Bounds(30, 30);

  Path folder;

  final RememberingFormats formats = new RememberingFormats();
  final Logs logs = new Logs(formats);
  final List<DeploymentRecord> records = new ArrayList<>();
  ReadModel model;

  /// Where the tables are.
  Database database() {
    return new SqliteFile(folder.resolve("read-model.db"));
  }

  @BeforeAll
  void open(@TempDir Path data) throws SQLException {
    folder = data;
    model = ReadModel.open(database(), Logs.TOPICS);
    var random = new SplittableRandom(11);
    for (int i = 0; i < DEPLOYMENTS; i++) {
      String caller = random.nextInt(40) == 0 ? "tiny" : random.nextInt(4) == 0 ? "shop" : "rival";
      Story story =
          Story.of("%s-%d".formatted(caller, i))
              .from(random.nextBoolean() ? "lock" : "dao")
              .calledBy(caller)
              .labelled(Map.of("env", random.nextBoolean() ? "prod" : "test"))
              .at(Story.NOON.plusSeconds(random.nextInt(40)))
              .requested();
      switch (random.nextInt(3)) {
        case 0 -> story.failed();
        case 1 -> story.failed().retried().completed();
        default -> story.completed();
      }
      logs.append(story);
      records.add(story.record());
      if (random.nextInt(3) == 0) {
        logs.append(
            CountingCanisters.counted(
                CanisterIds.of(story.id().value()).text(), 1, "ann", Story.NOON));
      }
    }
    try (var projection = Projection.open(model, formats.formats(), new CountingCanisters())) {
      projection.project(logs.records(), logs.end());
    }
  }

  @AfterAll
  void close() {
    model.close();
  }

  static List<Arguments> questions() {
    return Stream.of(
            "",
            "status:failed",
            "status:failed,completed template:lock",
            "template:dao label:env=prod",
            "attempts:>1",
            "id:rival-*",
            "-caller:shop",
            "caller:rival,shop",
            "created:>=2026-03-01T12:00:20Z",
            "error:*such* status:failed")
        .flatMap(filter ->
            Stream.of("-created", "created", "-updated", "updated", "-attempts", "attempts")
                .map(sort -> Arguments.of(filter, Sort.parse(sort))))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("questions")
  void showTheirOwnAndNoIdOfOthers(String text, Sort sort) throws BadFilter {
    Filter filter = Filter.parse(text, Story.NOON).confinedTo("tiny");

    List<String> seen = everythingSeen(filter, sort, "tiny");

    assertThat(seen).isEqualTo(expected(filter, sort));
  }

  /// More than may be sorted.
  @ParameterizedTest
  @MethodSource("questions")
  void showTheirOwnAndNoIdOfOthersAlsoIfTheyAreMany(String text, Sort sort) throws BadFilter {
    Filter filter = Filter.parse(text, Story.NOON).confinedTo("shop");
    try {
      assertThat(everythingSeen(filter, sort, "shop")).isEqualTo(expected(filter, sort));
    } catch (UnanswerableQuestion e) {
      assertThat(sort.key()).isNotEqualTo(Sort.Key.CREATED);
      assertThat(e.parameter()).isEqualTo("sort");
    }
  }

  @Test
  void areSortedOtherwiseOnlyIfTheyAreFew() {
    assertThatThrownBy(() -> page(Filter.ALL.confinedTo("shop"), Sort.parse("-updated"), null))
        .isInstanceOf(UnanswerableQuestion.class)
        .hasMessage(
            "These are more than 30 deployments, too many to sort. Sort by 'created', or narrow the filter.");
  }

  @Test
  void wouldGiveIdsOfOthersAwayIfTheyWereNotConfined() throws BadFilter {
    Filter open = Filter.parse("caller:tiny status:failed", Story.NOON);
    Sort sort = Sort.parse("attempts");
    var ids = new HashSet<String>();
    DeploymentList list = DeploymentList.of(open, sort, new Bounds(5, 30));
    Page<DeploymentSummary> page = answer(list, null);
    while (page.next() != null) {
      ids.add(Cursor.parse(page.next(), list.question()).spot().id());
      page = answer(list, page.next());
    }

    assertThat(ids).anyMatch(id -> !id.startsWith("tiny-"));
  }

  @Test
  void takeNoCursorOfAnOpenList() {
    String open = page(Filter.ALL, Sort.NEWEST, null).next();

    assertThatThrownBy(() -> page(Filter.ALL.confinedTo("shop"), Sort.NEWEST, open))
        .isInstanceOf(UnanswerableQuestion.class)
        .hasMessageContaining("another filter");
  }

  @Test
  void showTheirOwnCanistersAndNoIdOfOthers() {
    for (String caller : List.of("tiny", "shop", "rival", "nobody")) {
      for (int limit : new int[] {1, 7, 200}) {
        var filter = new CanisterFilter("counter", new Principal("ann"), "COUNT_1", caller);
        assertThat(canistersSeen(filter, limit)).isEqualTo(canistersOf(caller));
      }
    }
    assertThat(canistersSeen(new CanisterFilter("lock", null, null, "shop"), 10)).isEmpty();
    assertThat(canistersSeen(new CanisterFilter(null, null, null, "shop"), 10)).isNotEmpty();
  }

  private List<String> canistersSeen(CanisterFilter filter, int limit) {
    String caller = String.valueOf(filter.caller());
    var seen = new ArrayList<String>();
    var list = new CanistersOfCaller(filter, caller, 30);
    int question = Cursor.question("canisters of a caller " + filter);
    String cursor = null;
    do {
      var paging = new Paging(cursor, limit);
      Page<CanisterSummary> page =
          model.readers().ask(tables -> list.answer(tables, paging)).value();
      page.items().forEach(canister -> seen.add(canister.id().text()));
      cursor = page.next();
      if (cursor != null) {
        assertThat(Cursor.parse(cursor, question).spot().id()).startsWith(caller + "-");
      }
    } while (cursor != null);
    return seen;
  }

  private List<String> canistersOf(String caller) {
    Set<String> canisters =
        model
            .readers()
            .ask(tables -> tables.createQuery("SELECT id FROM canisters").mapTo(String.class).set())
            .value();
    return records.stream()
        .filter(record -> record.caller().equals(caller))
        .sorted(order(Sort.NEWEST))
        .map(record -> record.canisterId().text())
        .filter(canisters::contains)
        .toList();
  }

  private List<String> everythingSeen(Filter filter, Sort sort, String caller) {
    var seen = new ArrayList<String>();
    DeploymentList list = DeploymentList.of(filter, sort, TIGHT);
    String cursor = null;
    do {
      Page<DeploymentSummary> page = answer(list, cursor);
      page.items().forEach(item -> seen.add(item.id().value()));
      cursor = page.next();
      if (cursor != null) {
        assertThat(Cursor.parse(cursor, list.question()).spot().id()).startsWith(caller + "-");
      }
    } while (cursor != null);
    return seen;
  }

  private Page<DeploymentSummary> page(Filter filter, Sort sort, @Nullable String cursor) {
    return answer(DeploymentList.of(filter, sort, TIGHT), cursor);
  }

  private Page<DeploymentSummary> answer(DeploymentList list, @Nullable String cursor) {
    return model.readers().ask(tables -> list.answer(tables, new Paging(cursor, 7))).value();
  }

  private List<String> expected(Filter filter, Sort sort) {
    return records.stream()
        .filter(record -> filter.matches(DeploymentSummary.of(record)))
        .sorted(order(sort))
        .map(record -> record.id().value())
        .collect(Collectors.toList());
  }

  private static Comparator<DeploymentRecord> order(Sort sort) {
    Comparator<DeploymentRecord> byKey =
        switch (sort.key()) {
          case CREATED -> Comparator.comparing(DeploymentRecord::createdAt);
          case UPDATED -> Comparator.comparing(DeploymentRecord::updatedAt);
          case ATTEMPTS -> Comparator.comparingInt(record -> record.token().attempt());
        };
    Comparator<DeploymentRecord> ascending = byKey.thenComparing(record -> record.id().value());
    return sort.isDescending() ? ascending.reversed() : ascending;
  }
}
