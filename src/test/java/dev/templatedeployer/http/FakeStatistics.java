package dev.templatedeployer.http;

import dev.templatedeployer.backlog.Backlog;
import dev.templatedeployer.backlog.Backlogs;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.query.Answer;
import dev.templatedeployer.query.Position;
import dev.templatedeployer.query.StatisticsViews;
import dev.templatedeployer.query.TemplateStatistics;
import dev.templatedeployer.query.TimeSteps;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Answers with the statistics and the backlog that it was given.
final class FakeStatistics implements StatisticsViews, Backlogs {

  List<TemplateStatistics> statistics = List.of();
  Backlog backlog = new Backlog.Known(FakeDeployments.NOON, Map.of(new TemplateName("lock"), 4L));

  /// What it was asked with last.
  @Nullable TimeSteps lastSteps;

  @Nullable TemplateName lastTemplate;

  @Override
  public Answer<List<TemplateStatistics>> statistics(
      TimeSteps steps, @Nullable TemplateName template) {
    lastSteps = steps;
    lastTemplate = template;
    return new Answer<>(statistics, Position.START);
  }

  @Override
  public Backlog now() {
    return backlog;
  }
}
