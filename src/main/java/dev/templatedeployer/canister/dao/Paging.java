package dev.templatedeployer.canister.dao;

import dev.templatedeployer.canister.Row;
import dev.templatedeployer.canister.WholeCanister;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Which part of a long list somebody asks for.
///
/// @param after the key behind which it begins, or null for the beginning
/// @param limit how many rows at most
record Paging(@Nullable String after, int limit) {

  private static final int USUAL = 50;

  /// Some rows of a list.
  ///
  /// @param next what to ask for as `after` to see more, or null if there is no more
  record Page<T>(List<T> items, @Nullable String next) {}

  /// What the parameters `after` and `limit` of a view ask for.
  ///
  /// @param key makes the key of a row of what somebody writes as `after`
  /// @throws IllegalArgumentException with a sentence for the asker, if they make no sense
  static Paging of(Map<String, String> parameters, Function<String, String> key) {
    String asked = parameters.getOrDefault("limit", String.valueOf(USUAL));
    int limit = asked.matches("[0-9]{1,9}") ? Integer.parseInt(asked) : 0;
    if (limit < 1 || limit >= WholeCanister.MOST_ROWS) {
      throw new IllegalArgumentException(
          "'%s' is no limit for a list. Ask for 1 to %d."
              .formatted(asked, WholeCanister.MOST_ROWS - 1));
    }
    String after = parameters.get("after");
    return new Paging(after == null ? null : key.apply(after), limit);
  }

  /// The page of `table`.
  ///
  /// @param item shows a row
  /// @param name what somebody writes as `after` to go on behind a row
  <R, T> Page<T> page(
      WholeCanister<?> canister,
      String table,
      Class<R> type,
      Function<Row<R>, T> item,
      Function<Row<R>, String> name) {
    List<Row<R>> rows = canister.rows(table, after, limit + 1, type);
    List<Row<R>> shown = rows.subList(0, Math.min(limit, rows.size()));
    return new Page<>(
        shown.stream().map(item).toList(),
        rows.size() > limit ? name.apply(shown.getLast()) : null);
  }
}
