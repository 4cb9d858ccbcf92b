package dev.templatedeployer.admission;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How often one caller may have a template deployed for one owner. Retries do not count.
///
/// @param dailyQuota the most deployments accepted in any 24 hours, or null for any number
/// @param coolDown the least time between two of them, or null for none
public record OwnerLimits(@Nullable Integer dailyQuota, @Nullable Duration coolDown) {

  /// No limit.
  public static final OwnerLimits NONE = new OwnerLimits(null, null);

  boolean isNone() {
    return dailyQuota == null && coolDown == null;
  }
}
