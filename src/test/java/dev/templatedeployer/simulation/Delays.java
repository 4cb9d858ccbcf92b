package dev.templatedeployer.simulation;

import dev.templatedeployer.domain.TemplateName;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// How long work was held and records were read late, all in all.
final class Delays {

  private final Map<TemplateName, Long> held = new HashMap<>();
  private long late;

  /// What had passed by some moment, in milliseconds.
  record Sum(long held, long late) {

    /// What has passed since `earlier`.
    long since(Sum earlier) {
      return held - earlier.held + late - earlier.late;
    }
  }

  /// Notes that time has passed.
  void pass(long millis, Set<TemplateName> templatesHeld, boolean isLate) {
    templatesHeld.forEach(template -> held.merge(template, millis, Long::sum));
    if (isLate) {
      late += millis;
    }
  }

  Sum sum(TemplateName template) {
    return new Sum(held.getOrDefault(template, 0L), late);
  }
}
