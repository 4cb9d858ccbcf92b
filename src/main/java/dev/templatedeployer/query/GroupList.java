package dev.templatedeployer.query;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.Status;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.query.filter.Criterion;
import dev.templatedeployer.query.filter.Filter;
import dev.templatedeployer.query.filter.Term;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// Which failures have the same fingerprint, the most frequent ones first?
record GroupList(Filter filter, Paging paging) {

  private static final Criterion FAILED = new Criterion.StatusIn(List.of(Status.FAILED));

  private static final Comparator<Spot> LARGEST =
      Comparator.comparingLong(Spot::key).thenComparing(Spot::id).reversed();

  private static final String GROUPS =
      """
      SELECT fingerprint, deployments FROM %s
      WHERE deployments > 0 AND (deployments, fingerprint) < (:key, :id)
      ORDER BY deployments DESC, fingerprint DESC
      LIMIT :limit
      """
          .formatted(SqliteDialect.through("failure_groups", "failure_groups_largest"));

  private static final String TEMPLATES =
      """
      SELECT template FROM failure_group_templates
      WHERE fingerprint = :fingerprint AND deployments > 0
      ORDER BY template
      """;

  private static final String SEEN =
      """
      SELECT updated_at, id FROM %s WHERE fingerprint = :fingerprint
      ORDER BY updated_at {direction}, id {direction} LIMIT 1
      """
          .formatted(SqliteDialect.through("deployments", "deployments_by_fingerprint_latest"));

  private static final String TEXTS =
      """
      SELECT g.code, g.pattern, d.failure_message FROM failure_groups g, deployments d
      WHERE g.fingerprint = :fingerprint AND d.id = :id
      """;

  /// What was counted of a group.
  private record Counted(
      String fingerprint, long deployments, Spot first, Spot last, List<TemplateName> templates) {

    Spot spot() {
      return new Spot(deployments, fingerprint);
    }
  }

  FailureGroups answer(Handle tables) {
    String cursor = paging.cursor();
    int question = Cursor.question("failures " + filter.source());
    Spot begin = cursor == null ? Spot.NEWEST : Cursor.parse(cursor, question).spot();
    boolean isAboutAll = filter.terms().stream().allMatch(Term.of(FAILED)::equals);
    if (isAboutAll) {
      return page(tables, counted(tables, begin), question, true);
    }
    var list = DeploymentList.of(filter.and(failed()), Sort.parse("-updated"), Bounds.USUAL);
    DeploymentList.Failures failures = list.failures(tables);
    List<Counted> groups =
        counted(failures.items()).stream()
            .filter(group -> LARGEST.compare(group.spot(), begin) > 0)
            .limit(paging.limit() + 1L)
            .toList();
    return page(tables, groups, question, failures.areAll());
  }

  private static Filter failed() {
    return Filter.of(List.of(Term.of(FAILED)));
  }

  private FailureGroups page(
      Handle tables, List<Counted> groups, int question, boolean isComplete) {
    Page<Counted> page =
        Page.of(groups, paging.limit(), last -> new Cursor(last.spot(), question).text());
    return new FailureGroups(page.map(counted -> group(tables, counted)), isComplete);
  }

  /// The groups that the read model keeps count of.
  private List<Counted> counted(Handle tables, Spot begin) {
    return tables
        .createQuery(GROUPS)
        .bind("key", begin.key())
        .bind("id", begin.id())
        .bind("limit", paging.limit() + 1)
        .map((row, _) -> counted(tables, row.getString(1), row.getLong(2)))
        .list();
  }

  private static Counted counted(Handle tables, String fingerprint, long deployments) {
    return new Counted(
        fingerprint,
        deployments,
        seen(tables, fingerprint, "ASC"),
        seen(tables, fingerprint, "DESC"),
        tables
            .createQuery(TEMPLATES)
            .bind("fingerprint", fingerprint)
            .map((row, _) -> new TemplateName(row.getString(1)))
            .list());
  }

  private static Spot seen(Handle tables, String fingerprint, String direction) {
    return tables
        .createQuery(SEEN.replace("{direction}", direction))
        .bind("fingerprint", fingerprint)
        .map((row, _) -> new Spot(row.getLong(1), row.getString(2)))
        .one();
  }

  /// The groups of failures that were looked at one by one.
  private static List<Counted> counted(List<DeploymentList.FailedOne> failures) {
    Map<String, List<DeploymentList.FailedOne>> byFingerprint = new HashMap<>();
    for (DeploymentList.FailedOne failure : failures) {
      byFingerprint.computeIfAbsent(failure.fingerprint(), _ -> new ArrayList<>()).add(failure);
    }
    return byFingerprint.entrySet().stream()
        .map(group -> counted(group.getKey(), group.getValue()))
        .sorted(Comparator.comparing(Counted::spot, LARGEST))
        .toList();
  }

  private static Counted counted(String fingerprint, List<DeploymentList.FailedOne> failures) {
    var templates = new TreeSet<String>();
    failures.forEach(failure -> templates.add(failure.template()));
    Stream<Spot> spots = failures.stream().map(DeploymentList.FailedOne::spot);
    List<Spot> ordered = spots.sorted(LARGEST.reversed()).toList();
    return new Counted(
        fingerprint,
        failures.size(),
        ordered.getFirst(),
        ordered.getLast(),
        templates.stream().map(TemplateName::new).toList());
  }

  private FailureGroup group(Handle tables, Counted counted) {
    String isOfGroup = "fingerprint:" + counted.fingerprint();
    Optional<FailureGroup> group =
        tables
            .createQuery(TEXTS)
            .bind("fingerprint", counted.fingerprint())
            .bind("id", counted.last().id())
            .map((row, _) ->
                new FailureGroup(
                    counted.fingerprint(),
                    row.getString(1),
                    row.getString(2),
                    counted.deployments(),
                    Instant.ofEpochMilli(counted.first().key()),
                    Instant.ofEpochMilli(counted.last().key()),
                    counted.templates(),
                    new DeploymentId(counted.last().id()),
                    row.getString(3),
                    filter.isAll() ? isOfGroup : filter.source() + " " + isOfGroup))
            .findOne();
    return group.orElseThrow();
  }
}
