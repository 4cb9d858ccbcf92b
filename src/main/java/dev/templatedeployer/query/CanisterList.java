package dev.templatedeployer.query;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// Which canisters does a filter let through, newest first?
final class CanisterList {

  private CanisterList() {}

  static Page<CanisterSummary> answer(Handle tables, CanisterFilter filter, Paging paging) {
    if (filter.caller() != null) {
      return new CanistersOfCaller(filter, filter.caller(), Bounds.USUAL.scanned())
          .answer(tables, paging);
    }
    int question = Cursor.question(sql(filter) + filter);
    Spot begin =
        paging.cursor() == null ? Spot.NEWEST : Cursor.parse(paging.cursor(), question).spot();
    Query query = tables.createQuery(sql(filter));
    if (filter.kind() != null) {
      query.bind("kind", filter.kind());
    }
    if (filter.owner() != null) {
      query.bind("owner", filter.owner().text());
    }
    if (filter.status() != null) {
      query.bind("status", filter.status());
    }
    List<CanisterSummary> found =
        query
            .bind("createdAt", begin.key())
            .bind("id", begin.id())
            .bind("limit", paging.limit() + 1)
            .map((row, _) -> CanisterInTables.summary(row))
            .list();
    return Page.of(found, paging.limit(), last -> cursor(last, question));
  }

  private static String cursor(CanisterSummary last, int question) {
    return new Cursor(new Spot(last.createdAt().toEpochMilli(), last.id().text()), question).text();
  }

  static String sql(CanisterFilter filter) {
    var conditions = new ArrayList<String>();
    String index = "canisters_newest";
    if (filter.kind() != null) {
      conditions.add("kind = :kind");
      index = "canisters_by_kind";
    }
    if (filter.status() != null) {
      conditions.add("status = :status");
      index = filter.kind() == null ? "canisters_by_status" : "canisters_by_kind_and_status";
    }
    if (filter.owner() != null) { // an owner has few canisters, whatever their kind and status
      conditions.add("owner = :owner");
      index = "canisters_by_owner";
    }
    conditions.add("(created_at, id) < (:createdAt, :id)");
    return "SELECT %s FROM canisters INDEXED BY %s WHERE %s ORDER BY created_at DESC, id DESC LIMIT :limit"
        .formatted(CanisterInTables.COLUMNS, index, String.join(" AND ", conditions));
  }
}
