package dev.templatedeployer.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.query.filter.BadFilter;
import dev.templatedeployer.query.filter.Filter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.Query;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/// No list sorts, and none goes through rows that its leading condition excludes: what a page costs
/// does not grow with the number of deployments.
class QueryPlanTest {

  static final List<CanisterFilter> CANISTER_FILTERS =
      List.of(
          CanisterFilter.ALL,
          new CanisterFilter("lock", null, null),
          new CanisterFilter(null, new Principal("ann"), null),
          new CanisterFilter(null, null, "ACTIVE"),
          new CanisterFilter("lock", null, "ACTIVE"),
          new CanisterFilter("lock", new Principal("ann"), "ACTIVE"));

  static final List<Sort> SORTS =
      Stream.of("-created", "created", "-updated", "updated", "-attempts", "attempts")
          .map(Sort::parse)
          .toList();

  @TempDir Path folder;
  ReadModel model;

  @BeforeEach
  void open() {
    model = ReadModel.open(folder.resolve("read-model.db"), Logs.TOPICS);
  }

  @AfterEach
  void close() {
    model.close();
  }

  /// Each leads by an index, whatever stands beside it.
  static final List<String> LEADING =
      List.of(
          "status:failed",
          "status:pending,processing",
          "template:lock",
          "owner:ann,bob",
          "owner:a*",
          "caller:shop",
          "id:web-1",
          "id:web-*",
          "canister:aaaaa-aa",
          "label:env",
          "label:env=prod",
          "label:env=pr*d",
          "code:NO_QUOTA",
          "fingerprint:0123456789abcdef",
          "attempts:>1",
          "attempts:3..4",
          "run:>1",
          "age:<1h",
          "updated:<1h",
          "created:2026-11-01..2026-11-02",
          "quota",
          "\"no quota\",busy*");

  /// None leads: each is checked on rows that another one leads to, or on a few thousand in order.
  static final List<String> CHECKED =
      List.of("-status:failed", "id:*x", "error:*time*", "attempts:<=1", "label:env=*x -label:a");

  static List<Arguments> leading() {
    return LEADING.stream()
        .flatMap(term ->
            SORTS.stream().map(sort -> Arguments.of(term + " " + String.join(" ", CHECKED), sort)))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("leading")
  void whatLeadsGoesThroughAnIndex(String text, Sort sort) throws BadFilter {
    var filter = Filter.parse(text, Story.NOON);
    List<Lead> leads = new Leads(sort.key()).of(filter.terms().getFirst());
    assertThat(leads).isNotEmpty();
    for (Lead lead : leads) {
      List<String> plan = plan(filter, sort, lead);
      assertThat(plan).allSatisfy(step -> assertThat(step).doesNotMatch("SCAN [dl]\\b.*"));
      assertThat(plan.getFirst()).matches("SEARCH [dl] .*|SCAN failure_words VIRTUAL TABLE .*");
      if (lead.isOrdered()) {
        assertThat(plan).noneMatch(step -> step.contains("TEMP B-TREE"));
      }
    }
  }

  @ParameterizedTest
  @FieldSource("SORTS")
  void whatDoesNotLeadIsCheckedOnRowsInOrder(Sort sort) throws BadFilter {
    for (String text : CHECKED) {
      var filter = Filter.parse(text, Story.NOON);
      assertThat(new Leads(sort.key()).of(filter.terms().getLast())).isEmpty();
    }
    var filter = Filter.parse(String.join(" ", CHECKED), Story.NOON);
    List<String> plan = plan(filter, sort, new Leads(sort.key()).all());
    assertThat(plan.getFirst()).startsWith("SEARCH d USING INDEX deployments_");
    assertThat(plan).noneMatch(step -> step.contains("TEMP B-TREE"));
  }

  @ParameterizedTest
  @FieldSource("SORTS")
  void theEndOfWhatIsReadIsFoundInTheIndexAlone(Sort sort) {
    var list = DeploymentList.of(Filter.ALL, sort, Bounds.USUAL);
    Lead lead = new Leads(sort.key()).all();
    var bindings = new Bindings();
    String sql = list.endSql(lead, list.keys().begin(), bindings);
    assertThat(explain(sql, bindings.values(), Map.of("most", 10)))
        .singleElement()
        .asString()
        .startsWith("SEARCH d USING COVERING INDEX deployments_");
  }

  @Test
  void statisticsReadTheMinutesThatTheyAreAboutAndNothingElse() {
    assertThat(explain(StatisticsByTemplate.OUTCOMES, Map.of("from", 0, "to", 1)))
        .singleElement()
        .asString()
        .startsWith("SEARCH outcome_minutes USING PRIMARY KEY (began_at>? AND began_at<?)");
    assertThat(explain(StatisticsByTemplate.OLDEST_PENDING, Map.of("template", "lock")))
        .singleElement()
        .asString()
        .startsWith("SEARCH deployments USING COVERING INDEX deployments_pending (template=?)");
  }

  @ParameterizedTest
  @FieldSource("CANISTER_FILTERS")
  void canistersAreReadByTime(CanisterFilter filter) {
    assertThat(
            explain(
                CanisterList.sql(filter),
                Map.of("kind", "lock", "owner", "ann", "status", "ACTIVE"),
                Map.of("createdAt", 0, "id", "", "limit", 10)))
        .singleElement()
        .asString()
        .startsWith("SEARCH canisters USING INDEX canisters_")
        .contains("(created_at,id)<(?,?)");
  }

  @ParameterizedTest
  @FieldSource("CANISTER_FILTERS")
  void canistersOfACallerAreReadByTheDeploymentsOfThatCaller(CanisterFilter filter) {
    var list = new CanistersOfCaller(filter, "shop", 10);
    List<String> plan =
        explain(
            list.sql(true),
            Map.of("kind", "lock", "owner", "ann", "status", "ACTIVE", "caller", "shop"),
            Map.of("createdAt", 0, "id", "", "endAt", 0, "endId", "", "limit", 10));
    assertThat(plan).hasSize(2);
    assertThat(plan.getFirst()).startsWith("SEARCH d USING INDEX deployments_by_caller (caller=?");
    assertThat(plan.getLast()).startsWith("SEARCH c USING INDEX").contains("(id=?)");
  }

  private List<String> plan(Filter filter, Sort sort, Lead lead) {
    var list = DeploymentList.of(filter, sort, Bounds.USUAL);
    var bindings = new Bindings();
    Spot begin = list.keys().begin();
    String sql = list.sql(DeploymentList.COLUMNS, lead, begin, begin, bindings);
    return explain(sql, bindings.values(), lead.values(), Map.of("limit", 10));
  }

  @SafeVarargs
  private List<String> explain(String sql, Map<String, ?>... values) {
    return model
        .readers()
        .ask(tables -> {
          Query query = tables.createQuery("EXPLAIN QUERY PLAN " + sql);
          for (Map<String, ?> some : values) {
            query.bindMap(some);
          }
          return new ArrayList<>(query.map((row, _) -> row.getString("detail")).list());
        })
        .value();
  }
}
