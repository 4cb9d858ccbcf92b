package dev.templatedeployer.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/// Which canisters came of the deployments that somebody asked for, those of the newest deployment
/// first?
///
/// A page looks at no more than a few thousand deployments, of that caller alone. Where that many
/// have too few canisters, it is shorter than asked for, perhaps empty, and its cursor goes on
/// behind them.
///
/// @param caller who asked
/// @param scanned the most deployments that are looked at
record CanistersOfCaller(CanisterFilter filter, String caller, int scanned) {

  private static final String DEPLOYMENTS =
      SqliteDialect.through("deployments d", "deployments_by_caller");

  private static final String END =
      """
      SELECT d.created_at, d.id FROM %s
      WHERE d.caller = :caller AND (d.created_at, d.id) < (:createdAt, :id)
      ORDER BY d.created_at DESC, d.id DESC LIMIT 1 OFFSET :most
      """
          .formatted(DEPLOYMENTS);

  /// @param spot where its deployment is in the list
  private record Found(CanisterSummary canister, Spot spot) {}

  Page<CanisterSummary> answer(Handle tables, Paging paging) {
    int question = Cursor.question("canisters of a caller " + filter);
    String cursor = paging.cursor();
    Spot begin = cursor == null ? Spot.NEWEST : Cursor.parse(cursor, question).spot();
    @Nullable Spot end = end(tables, begin).orElse(null);
    List<Found> found = found(tables, begin, end, paging.limit() + 1);
    if (found.size() > paging.limit() || end == null) {
      return Page.of(found, paging.limit(), last -> new Cursor(last.spot(), question).text())
          .map(Found::canister);
    }
    return new Page<>(
        found.stream().map(Found::canister).toList(), new Cursor(end, question).text());
  }

  /// The last deployment that may be looked at; empty if all may be.
  private Optional<Spot> end(Handle tables, Spot begin) {
    return tables
        .createQuery(END)
        .bind("caller", caller)
        .bind("createdAt", begin.key())
        .bind("id", begin.id())
        .bind("most", scanned)
        .map((row, _) -> new Spot(row.getLong(1), row.getString(2)))
        .findOne();
  }

  private List<Found> found(Handle tables, Spot begin, @Nullable Spot end, int limit) {
    Query query =
        tables
            .createQuery(sql(end != null))
            .bind("caller", caller)
            .bind("createdAt", begin.key())
            .bind("id", begin.id())
            .bind("limit", limit);
    if (end != null) {
      query.bind("endAt", end.key()).bind("endId", end.id());
    }
    if (filter.kind() != null) {
      query.bind("kind", filter.kind());
    }
    if (filter.owner() != null) {
      query.bind("owner", filter.owner().text());
    }
    if (filter.status() != null) {
      query.bind("status", filter.status());
    }
    RowMapper<Found> mapper =
        (row, _) ->
            new Found(
                CanisterInTables.summary(row),
                new Spot(row.getLong("listed_at"), row.getString("listed_id")));
    return query.map(mapper).list();
  }

  String sql(boolean hasEnd) {
    var conditions = new ArrayList<String>();
    conditions.add("d.caller = :caller");
    conditions.add("c.id = d.canister_id");
    conditions.add("(d.created_at, d.id) < (:createdAt, :id)");
    if (hasEnd) {
      conditions.add("(d.created_at, d.id) >= (:endAt, :endId)");
    }
    if (filter.kind() != null) {
      conditions.add("c.kind = :kind");
    }
    if (filter.owner() != null) {
      conditions.add("c.owner = :owner");
    }
    if (filter.status() != null) {
      conditions.add("c.status = :status");
    }
    return """
    SELECT c.id, c.kind, c.version, c.owner, c.status, c.deployment_id, c.created_at, c.updated_at,
      d.created_at AS listed_at, d.id AS listed_id
    FROM %s WHERE %s ORDER BY d.created_at DESC, d.id DESC LIMIT :limit
    """
        .formatted(
            SqliteDialect.inOrder(DEPLOYMENTS, "canisters c"), String.join(" AND ", conditions));
  }
}
