package dev.templatedeployer.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One thing that a filter asks of deployments, as parts of an SQL query.
///
/// A condition either *leads* a query, which then goes through its index from newest to oldest, or
/// is *checked* on each row that another one leads to. The rows of `deployments` are called `d`.
///
/// @param entries what to count to learn how rare the condition is
/// @param rows what the query reads if the condition leads
/// @param lead what is true of the wanted ones among `rows`
/// @param check what is true of the wanted rows if another condition leads
/// @param createdAt the column that orders `rows`
/// @param id the column that orders those of the same time
/// @param values what the texts name
record Condition(
    String entries,
    String rows,
    String lead,
    String check,
    String createdAt,
    String id,
    Map<String, String> values) {

  /// Leads to all deployments.
  static final Condition NONE =
      new Condition(
          "deployments",
          "deployments d INDEXED BY deployments_newest",
          "TRUE",
          "TRUE",
          "d.created_at",
          "d.id",
          Map.of());

  /// What `filter` asks.
  static List<Condition> of(DeploymentFilter filter) {
    var conditions = new ArrayList<Condition>();
    addColumn(conditions, "owner", filter.owner());
    addColumn(conditions, "caller", filter.caller());
    filter
        .labels()
        .forEach((name, content) -> conditions.add(label(conditions.size(), name, content)));
    addColumn(conditions, "status", filter.status());
    addColumn(conditions, "template", filter.template());
    return conditions;
  }

  private static void addColumn(List<Condition> conditions, String column, @Nullable Object value) {
    if (value != null) {
      conditions.add(column(column, value.toString()));
    }
  }

  /// A value in a column, which has an index `deployments_by_…` that begins with it.
  private static Condition column(String column, String value) {
    String index = "INDEXED BY deployments_by_" + column;
    String isWanted = "d.%s = :%s".formatted(column, column);
    return new Condition(
        "deployments d %s WHERE %s".formatted(index, isWanted),
        "deployments d " + index,
        isWanted,
        isWanted,
        "d.created_at",
        "d.id",
        Map.of(column, value));
  }

  /// A label, of which one row of another table tells.
  private static Condition label(int number, String name, String content) {
    String isLabel = "l.name = :name%d AND l.content = :content%d".formatted(number, number);
    return new Condition(
        "deployment_labels l WHERE " + isLabel,
        // A cross join is one that SQLite does in the order in which it is written.
        "deployment_labels l CROSS JOIN deployments d",
        isLabel + " AND d.id = l.deployment_id",
        """
        EXISTS (SELECT 1 FROM deployment_labels l
          WHERE %s AND l.created_at = d.created_at AND l.deployment_id = d.id)\
        """
            .formatted(isLabel),
        "l.created_at",
        "l.deployment_id",
        Map.of("name" + number, name, "content" + number, content));
  }
}
