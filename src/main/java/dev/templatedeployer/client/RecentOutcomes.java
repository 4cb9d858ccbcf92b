package dev.templatedeployer.client;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentOutcome;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The outcomes that were handled last. Belongs to one thread.
final class RecentOutcomes {

  private final Set<Name> handled;

  private record Name(DeploymentId id, long version) {}

  /// @param most how many are remembered
  RecentOutcomes(int most) {
    handled =
        Collections.newSetFromMap(
            new LinkedHashMap<>() {
              @Override
              protected boolean removeEldestEntry(Map.Entry<Name, Boolean> eldest) {
                return size() > most;
              }
            });
  }

  boolean contains(DeploymentOutcome outcome) {
    return handled.contains(new Name(outcome.id(), outcome.version()));
  }

  void add(DeploymentOutcome outcome) {
    handled.add(new Name(outcome.id(), outcome.version()));
  }
}
