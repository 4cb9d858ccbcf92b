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
/// @param count asks how many deployments fulfil it; may stop at `:bound`
/// @param rows what the query reads if the condition leads
/// @param lead what is true of the wanted ones among `rows`
/// @param check what is true of the wanted rows if another condition leads
/// @param createdAt the column that orders `rows`
/// @param id the column that orders those of the same time
/// @param values what the texts name
record Condition(
    String count,
    String rows,
    String lead,
    String check,
    String createdAt,
    String id,
    Map<String, String> values) {

  /// Of these the read model keeps count.
  private static final String COUNTED =
      "SELECT coalesce(sum(deployments), 0) FROM deployment_counts WHERE {column} = :{column}";

  /// Of these it counts the entries of an index.
  private static final String PROBED =
      "SELECT count(*) FROM (SELECT 1 FROM {rows} WHERE {wanted} LIMIT :bound) entries";

  /// Leads to all deployments.
  static final Condition NONE =
      new Condition(
          "SELECT :bound",
          "deployments d INDEXED BY deployments_newest",
          "TRUE",
          "TRUE",
          "d.created_at",
          "d.id",
          Map.of());

  /// What `filter` asks.
  static List<Condition> of(DeploymentFilter filter) {
    var conditions = new ArrayList<Condition>();
    addColumn(conditions, "status", filter.status(), COUNTED);
    addColumn(conditions, "template", filter.template(), COUNTED);
    addColumn(conditions, "owner", filter.owner(), PROBED);
    addColumn(conditions, "caller", filter.caller(), PROBED);
    filter
        .labels()
        .forEach((name, content) -> conditions.add(label(conditions.size(), name, content)));
    return conditions;
  }

  private static void addColumn(
      List<Condition> conditions, String column, @Nullable Object value, String count) {
    if (value != null) {
      conditions.add(column(column, value.toString(), count));
    }
  }

  /// A value in a column, which has an index `deployments_by_…` that begins with it.
  private static Condition column(String column, String value, String count) {
    String rows = "deployments d INDEXED BY deployments_by_" + column;
    String isWanted = "d.%s = :%s".formatted(column, column);
    return new Condition(
        count.replace("{rows}", rows).replace("{column}", column).replace("{wanted}", isWanted),
        rows,
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
        PROBED.replace("{rows}", "deployment_labels l").replace("{wanted}", isLabel),
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
