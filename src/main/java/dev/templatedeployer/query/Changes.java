package dev.templatedeployer.query;

import org.jspecify.annotations.Nullable;

/// What happens to deployments, as the read model takes it in.
public interface Changes {

  /// Follows the changes from now on, after those that were missed since `since`. From any thread.
  ///
  /// @param since a position that was told before, or null to begin now
  Following follow(@Nullable Position since);
}
