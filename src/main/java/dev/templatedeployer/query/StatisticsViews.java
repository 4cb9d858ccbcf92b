package dev.templatedeployer.query;

import dev.templatedeployer.domain.TemplateName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What may be asked about how things go. May be called from many threads at once.
public interface StatisticsViews {

  /// How the deployments of each template went, and where they stand now, in the order of the
  /// templates' names. What it costs depends on the steps and the templates, and not on how many
  /// deployments there are.
  ///
  /// @param template the only template that is asked about, or null for all that have deployments
  Answer<List<TemplateStatistics>> statistics(TimeSteps steps, @Nullable TemplateName template);
}
