package dev.templatedeployer.query;

import java.util.List;
import org.jdbi.v3.core.Handle;

/// What happened to one deployment or canister, oldest event first?
///
/// The cursor is the version of the last event of the page before.
///
/// @param log the log that its events are on
/// @param decoder reads them
/// @param <E> the events
record History<E>(EventLog log, Decoder<E> decoder) {

  private static final String SELECT =
      """
      SELECT version, log_partition, log_offset, content FROM %s
      WHERE %s = :id AND version > :after
      ORDER BY version
      LIMIT :limit
      """;

  private record Row<E>(long version, Placed<E> event) {}

  Page<Placed<E>> answer(Handle tables, String id, Paging paging) {
    List<Row<E>> rows =
        tables
            .createQuery(select())
            .bind("id", id)
            .bind("after", after(paging))
            .bind("limit", paging.limit() + 1)
            .map((row, _) -> {
              var partition = new LogPartition(log, row.getInt("log_partition"));
              var place = new Place(partition, row.getLong("log_offset"));
              E event = Formats.stored(decoder, row.getBytes("content"));
              return new Row<>(row.getLong("version"), new Placed<>(event, place));
            })
            .list();
    return Page.of(rows, paging.limit(), row -> Long.toString(row.version())).map(Row::event);
  }

  private String select() {
    return switch (log) {
      case DEPLOYMENTS -> SELECT.formatted("events", "deployment_id");
      case CANISTERS -> SELECT.formatted("canister_events", "canister_id");
    };
  }

  private static long after(Paging paging) {
    String cursor = paging.cursor();
    if (cursor == null) {
      return 0;
    }
    if (!cursor.matches("\\d{1,18}")) {
      throw Cursor.unknown(cursor);
    }
    return Long.parseLong(cursor);
  }
}
