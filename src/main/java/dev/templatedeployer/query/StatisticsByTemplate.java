package dev.templatedeployer.query;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.Status;
import dev.templatedeployer.domain.TemplateName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/// How did the deployments of each template go, and where do they stand?
///
/// @param template the only one that is asked about, or null for all
record StatisticsByTemplate(TimeSteps steps, @Nullable TemplateName template) {

  /// Answered from the key of the table, a row for each minute and template.
  static final String OUTCOMES =
      """
      SELECT began_at, template, %s FROM outcome_minutes
      WHERE began_at >= :from AND began_at < :to
      ORDER BY began_at
      """
          .formatted(OutcomeTally.COLUMNS);

  /// Answered from the first entry of an index.
  static final String OLDEST_PENDING =
      """
      SELECT id, created_at FROM %s
      WHERE status = 'PENDING' AND template = :template
      ORDER BY created_at, id LIMIT 1
      """
          .formatted(SqliteDialect.through("deployments", "deployments_pending"));

  /// What is known of one template while its rows are read.
  private static final class Course {
    final Map<Status, Long> deployments = new EnumMap<>(Status.class);
    final OutcomeTally all = new OutcomeTally();
    final List<TemplateStatistics.Step> steps = new ArrayList<>();
    @Nullable Instant begin;
    OutcomeTally step = new OutcomeTally();

    /// Begins the step at `next`, unless it has begun.
    void goTo(Instant next) {
      if (!next.equals(begin)) {
        endStep();
        begin = next;
      }
    }

    void endStep() {
      if (begin != null) {
        steps.add(new TemplateStatistics.Step(begin, step.summary()));
        all.add(step);
        step = new OutcomeTally();
      }
    }
  }

  List<TemplateStatistics> answer(Handle tables) {
    var courses = new TreeMap<String, Course>();
    for (DeploymentCount count : DeploymentCounts.answer(tables)) {
      if (isAskedFor(count.template().value())) {
        course(courses, count.template().value())
            .deployments
            .put(count.status(), count.deployments());
      }
    }
    readOutcomes(tables, courses);
    return courses.entrySet().stream()
        .map(course -> statistics(tables, new TemplateName(course.getKey()), course.getValue()))
        .toList();
  }

  private void readOutcomes(Handle tables, Map<String, Course> courses) {
    try (Query query = tables.createQuery(OUTCOMES)) {
      query
          .bind("from", steps.from().toEpochMilli())
          .bind("to", steps.end().toEpochMilli())
          .reduceResultSet(
              courses,
              (all, row, _) -> {
                String name = row.getString("template");
                if (isAskedFor(name)) {
                  Course course = course(all, name);
                  course.goTo(steps.begin(row.getLong("began_at")));
                  course.step.add(row);
                }
                return all;
              });
    }
  }

  private TemplateStatistics statistics(Handle tables, TemplateName name, Course course) {
    course.endStep();
    return new TemplateStatistics(
        name,
        course.deployments,
        course.deployments.containsKey(Status.PENDING) ? oldestPending(tables, name) : null,
        course.all.summary(),
        course.steps);
  }

  private static @Nullable OldestPending oldestPending(Handle tables, TemplateName name) {
    return tables
        .createQuery(OLDEST_PENDING)
        .bind("template", name.value())
        .map((row, _) ->
            new OldestPending(
                new DeploymentId(row.getString(1)), Instant.ofEpochMilli(row.getLong(2))))
        .findOne()
        .orElse(null);
  }

  private boolean isAskedFor(String name) {
    return template == null || template.value().equals(name);
  }

  private static Course course(Map<String, Course> courses, String template) {
    return courses.computeIfAbsent(template, _ -> new Course());
  }
}
