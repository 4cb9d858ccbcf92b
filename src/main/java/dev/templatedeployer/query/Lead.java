package dev.templatedeployer.query;

import java.util.Map;

/// A way to deployments that need not go past all others: through an index.
///
/// The rows of `deployments` are called `d`.
///
/// @param count asks how many there are; may stop at `:bound`
/// @param rows what is read
/// @param condition what is true of the wanted ones among `rows`
/// @param order the column that an index gives them in the order of
/// @param id the column that orders those that are equal in it
/// @param isOrdered whether the index gives them in the wanted order, so that nothing is sorted
/// @param values what the texts name
record Lead(
    String count,
    String rows,
    String condition,
    String order,
    String id,
    boolean isOrdered,
    Map<String, Object> values) {

  Lead {
    values = Map.copyOf(values);
  }

  /// A way to those that are kept count of, by a column of the counts.
  static String counted(String column, String value) {
    return "SELECT coalesce(sum(deployments), 0) FROM deployment_counts WHERE %s = %s"
        .formatted(column, value);
  }

  /// A way to those that have to be counted one by one.
  static String probed(String rows, String condition) {
    return "SELECT count(*) FROM (SELECT 1 FROM %s WHERE %s LIMIT :bound) entries"
        .formatted(rows, condition);
  }
}
