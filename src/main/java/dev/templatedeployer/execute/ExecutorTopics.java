package dev.templatedeployer.execute;

import dev.templatedeployer.domain.TemplateName;
import java.util.Map;

/// The topics of an executor.
///
/// @param work where the work of each hosted template comes from
/// @param reports where reports go
public record ExecutorTopics(Map<TemplateName, String> work, String reports) {

  public ExecutorTopics {
    work = Map.copyOf(work);
  }
}
