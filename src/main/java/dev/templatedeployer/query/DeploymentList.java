package dev.templatedeployer.query;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.Status;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.domain.Token;
import dev.templatedeployer.identity.Principal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// Which deployments does a filter let through, newest first?
///
/// The rarest condition leads through its index and the others are checked on the way, until the
/// page is full.
final class DeploymentList {

  private static final String SELECT =
      """
      SELECT d.id, d.version, d.status, d.template, d.template_version, d.owner, d.caller, d.canister_id, d.attempt,
        d.drive, d.run, d.failure_code, d.failure_message, d.labels, d.created_at, d.updated_at
      FROM {rows}
      WHERE {conditions} AND ({createdAt}, {id}) < (:createdAt, :id)
      ORDER BY {createdAt} DESC, {id} DESC
      LIMIT :limit
      """;

  private DeploymentList() {}

  static Page<DeploymentSummary> answer(Handle tables, DeploymentFilter filter, Paging paging) {
    Cursor begin = paging.cursor() == null ? Cursor.NEWEST : Cursor.parse(paging.cursor());
    List<Condition> conditions = Condition.of(filter);
    Query query = tables.createQuery(sql(Rarest.of(tables, conditions), conditions));
    conditions.forEach(condition -> query.bindMap(condition.values()));
    List<DeploymentSummary> found =
        query
            .bind("createdAt", begin.createdAt())
            .bind("id", begin.id())
            .bind("limit", paging.limit() + 1)
            .map((row, _) -> summary(row))
            .list();
    return Page.of(found, paging.limit(), DeploymentList::cursor);
  }

  static String sql(Condition leader, List<Condition> conditions) {
    Stream<String> checks =
        conditions.stream().filter(condition -> !condition.equals(leader)).map(Condition::check);
    return SELECT
        .replace("{rows}", leader.rows())
        .replace(
            "{conditions}",
            Stream.concat(Stream.of(leader.lead()), checks).collect(Collectors.joining(" AND ")))
        .replace("{createdAt}", leader.createdAt())
        .replace("{id}", leader.id());
  }

  private static String cursor(DeploymentSummary last) {
    return new Cursor(last.createdAt().toEpochMilli(), last.id().value()).text();
  }

  static DeploymentSummary summary(ResultSet row) throws SQLException {
    return new DeploymentSummary(
        new DeploymentId(row.getString("id")),
        row.getLong("version"),
        Status.valueOf(row.getString("status")),
        new TemplateName(row.getString("template")),
        row.getString("template_version"),
        new Principal(row.getString("owner")),
        row.getString("caller"),
        new Principal(row.getString("canister_id")),
        new Token(row.getInt("attempt"), row.getInt("drive")),
        row.getInt("run"),
        row.getString("failure_code"),
        row.getString("failure_message"),
        Labels.read(row.getString("labels")),
        Instant.ofEpochMilli(row.getLong("created_at")),
        Instant.ofEpochMilli(row.getLong("updated_at")));
  }
}
