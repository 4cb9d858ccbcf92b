package dev.templatedeployer.query;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.Status;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.domain.Token;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.query.filter.Filter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/// Which deployments does a filter let through, in a wanted order?
///
/// A page never reads more than a few thousand rows. Where that many hold too few that are wanted,
/// it is shorter than asked for, perhaps empty, and its cursor goes on behind them.
///
/// @param keys the order, and where in it the wanted ones are
/// @param question stands for filter and order in cursors
/// @param bounds how much a page may cost
record DeploymentList(Filter filter, Keys keys, int question, Bounds bounds) {

  static final String COLUMNS =
      """
      d.id, d.version, d.status, d.template, d.template_version, d.owner, d.caller, d.canister_id, d.attempt,
        d.drive, d.run, d.failure_code, d.failure_message, d.labels, d.created_at, d.updated_at\
      """;

  private static final String FAILED_COLUMNS = "d.id, d.updated_at, d.fingerprint, d.template";

  static DeploymentList of(Filter filter, Sort sort, Bounds bounds) {
    int question = Cursor.question(sort.text() + " " + filter.source());
    return new DeploymentList(filter, Keys.of(filter, sort), question, bounds);
  }

  Page<DeploymentSummary> answer(Handle tables, Paging paging) {
    String cursor = paging.cursor();
    Spot begin = cursor == null ? keys.begin() : Cursor.parse(cursor, question).spot();
    ListPlan plan = ListPlan.of(tables, filter, keys.sort(), bounds);
    @Nullable Spot end = plan.isExact() ? null : end(tables, plan, begin);
    List<DeploymentSummary> found =
        plan.leads().stream()
            .flatMap(lead ->
                rows(
                    tables, lead, begin, end, paging.limit() + 1, COLUMNS, (row, _) -> summary(row))
                    .stream())
            .sorted(order())
            .distinct()
            .limit(paging.limit() + 1L)
            .toList();
    if (found.size() > paging.limit() || end == null) {
      return Page.of(found, paging.limit(), last -> text(spot(last)));
    }
    return new Page<>(found, text(end));
  }

  /// One that failed, as much of it as a group needs.
  ///
  /// @param spot when it failed, and its id
  record FailedOne(Spot spot, String fingerprint, String template) {}

  /// Those that failed last.
  ///
  /// @param areAll whether there are no others
  record Failures(List<FailedOne> items, boolean areAll) {}

  /// The wanted ones that failed, if they are asked for by when they changed last: as many as can
  /// be looked at.
  Failures failures(Handle tables) {
    var whole = Filter.of(filter.terms()); // no cursor tells where the rows end
    ListPlan plan = ListPlan.of(tables, whole, keys.sort(), bounds);
    int most = bounds.scanned() + 1;
    @Nullable Spot end = end(tables, plan, keys.begin());
    List<FailedOne> items =
        plan.leads().stream()
            .flatMap(lead ->
                rows(tables, lead, keys.begin(), end, most, FAILED_COLUMNS, DeploymentList::failed)
                    .stream())
            .distinct()
            .toList();
    return new Failures(items, end == null);
  }

  private static FailedOne failed(ResultSet row, StatementContext context) throws SQLException {
    return new FailedOne(
        new Spot(row.getLong("updated_at"), row.getString("id")),
        row.getString("fingerprint"),
        row.getString("template"));
  }

  /// Where the rows of a lead end that may be read for one page: the first row behind them is
  /// behind this; null if there is none.
  private @Nullable Spot end(Handle tables, ListPlan plan, Spot begin) {
    if (plan.isEndless() || !plan.leads().stream().allMatch(Lead::isOrdered)) {
      return null; // so few that all are read
    }
    int most = bounds.scanned() / plan.leads().size();
    return plan.leads().stream()
        .flatMap(lead -> end(tables, lead, begin, most).stream())
        .min(spots())
        .orElse(null);
  }

  private Optional<Spot> end(Handle tables, Lead lead, Spot begin, int most) {
    var bindings = new Bindings();
    return tables
        .createQuery(endSql(lead, begin, bindings))
        .bindMap(bindings.values())
        .bindMap(lead.values())
        .bind("most", most)
        .map((row, _) -> new Spot(row.getLong(1), row.getString(2)))
        .findOne();
  }

  private <T> List<T> rows(
      Handle tables,
      Lead lead,
      Spot begin,
      @Nullable Spot end,
      int limit,
      String columns,
      RowMapper<T> mapper) {
    var bindings = new Bindings();
    return tables
        .createQuery(sql(columns, lead, begin, end, bindings))
        .bindMap(bindings.values())
        .bindMap(lead.values())
        .bind("limit", limit)
        .map(mapper)
        .list();
  }

  String endSql(Lead lead, Spot begin, Bindings bindings) {
    return "SELECT %s, %s FROM %s WHERE %s AND %s %s LIMIT 1 OFFSET :most"
        .formatted(
            lead.order(),
            lead.id(),
            lead.rows(),
            lead.condition(),
            keys.isBehind(begin, lead.order(), lead.id(), bindings),
            keys.orderBy(lead.order(), lead.id()));
  }

  String sql(String columns, Lead lead, Spot begin, @Nullable Spot end, Bindings bindings) {
    String isWanted = Checks.of(filter.terms(), bindings);
    String isBehind = keys.isBehind(begin, lead.order(), lead.id(), bindings);
    String isUpTo =
        end == null ? "" : " AND " + keys.isUpTo(end, lead.order(), lead.id(), bindings);
    return "SELECT %s FROM %s WHERE %s AND %s%s AND %s %s LIMIT :limit"
        .formatted(
            columns,
            lead.rows(),
            lead.condition(),
            isBehind,
            isUpTo,
            isWanted,
            keys.orderBy(lead.order(), lead.id()));
  }

  private Comparator<DeploymentSummary> order() {
    return Comparator.comparing(this::spot, spots());
  }

  private Comparator<Spot> spots() {
    Comparator<Spot> ascending = Comparator.comparingLong(Spot::key).thenComparing(Spot::id);
    return keys.sort().isDescending() ? ascending.reversed() : ascending;
  }

  private Spot spot(DeploymentSummary summary) {
    long key =
        switch (keys.sort().key()) {
          case CREATED -> summary.createdAt().toEpochMilli();
          case UPDATED -> summary.updatedAt().toEpochMilli();
          case ATTEMPTS -> summary.token().attempt();
        };
    return new Spot(key, summary.id().value());
  }

  private String text(Spot spot) {
    return new Cursor(spot, question).text();
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
