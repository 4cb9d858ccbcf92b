package dev.templatedeployer.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.domain.Status;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.identity.Principal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.Query;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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

  @Test
  void allDeploymentsAreReadByTime() {
    assertThat(plan(Condition.NONE, List.of()))
        .containsExactly("SEARCH d USING INDEX deployments_newest ((created_at,id)<(?,?))");
  }

  static List<DeploymentFilter> filters() {
    return DeploymentListTest.filters();
  }

  @ParameterizedTest
  @MethodSource("filters")
  void anyConditionCanLead(DeploymentFilter filter) {
    List<Condition> conditions = Condition.of(filter);
    for (Condition leader : conditions) {
      List<String> plan = plan(leader, conditions);
      assertThat(plan.getFirst()).startsWith("SEARCH ").contains("=? AND (created_at,");
      assertThat(plan)
          .allSatisfy(
              step -> assertThat(step).doesNotContain("SCAN").doesNotContain("TEMP B-TREE"));
    }
  }

  @Test
  void aLabelLeadsToEachRowByItsId() {
    var filter =
        new DeploymentFilter(
            Status.FAILED, new TemplateName("lock"), null, null, Map.of("team", "blue"));
    List<Condition> conditions = Condition.of(filter);
    assertThat(plan(conditions.getLast(), conditions))
        .containsExactly(
            "SEARCH l USING PRIMARY KEY (name=? AND content=? AND (created_at,deployment_id)<(?,?))",
            "SEARCH d USING INDEX sqlite_autoindex_deployments_1 (id=?)");
  }

  @ParameterizedTest
  @FieldSource("CANISTER_FILTERS")
  void canistersAreReadByTime(CanisterFilter filter) {
    assertThat(
            explain(
                CanisterList.sql(filter),
                Map.of("kind", "lock", "owner", "ann", "status", "ACTIVE")))
        .singleElement()
        .asString()
        .startsWith("SEARCH canisters USING INDEX canisters_")
        .contains("(created_at,id)<(?,?)");
  }

  private List<String> plan(Condition leader, List<Condition> conditions) {
    var values = new HashMap<String, String>();
    conditions.forEach(condition -> values.putAll(condition.values()));
    return explain(DeploymentList.sql(leader, conditions), values);
  }

  private List<String> explain(String sql, Map<String, String> values) {
    return model
        .readers()
        .ask(tables -> {
          Query query = tables.createQuery("EXPLAIN QUERY PLAN " + sql);
          return new ArrayList<>(
              query
                  .bindMap(values)
                  .bind("createdAt", 0)
                  .bind("id", "")
                  .bind("limit", 10)
                  .map((row, _) -> row.getString("detail"))
                  .list());
        })
        .value();
  }
}
