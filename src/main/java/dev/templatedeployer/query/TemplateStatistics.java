package dev.templatedeployer.query;

import dev.templatedeployer.domain.Status;
import dev.templatedeployer.domain.TemplateName;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How the deployments of one template went for a while, and where they stand now.
///
/// @param deployments how many stand where, of all that there ever were; statuses without any are
///   left out
/// @param oldestPending null if none is PENDING
/// @param all of the whole while
/// @param steps of each step in which a run ended, in the order of time
public record TemplateStatistics(
    TemplateName template,
    Map<Status, Long> deployments,
    @Nullable OldestPending oldestPending,
    OutcomeSummary all,
    List<Step> steps) {

  /// How runs ended in one step.
  ///
  /// @param from where it begins
  public record Step(Instant from, OutcomeSummary outcomes) {}

  public TemplateStatistics {
    deployments = Collections.unmodifiableMap(new TreeMap<>(deployments));
    steps = List.copyOf(steps);
  }
}
