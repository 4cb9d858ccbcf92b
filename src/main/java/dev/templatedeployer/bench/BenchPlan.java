package dev.templatedeployer.bench;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a benchmark is to do.
///
/// @param count deployments that are measured
/// @param rate deployments a second, or null for as fast as they go
/// @param sleep how long each probe takes
/// @param payloadBytes the size of each config
/// @param warmup deployments that are sent before, in batches, and not measured
/// @param idle how long nothing may happen before what has not ended counts as missing
public record BenchPlan(
    int count, @Nullable Double rate, Duration sleep, int payloadBytes, int warmup, Duration idle) {

  private static final int MOST_OF_A_BATCH = 5_000;

  /// One batch of it.
  Load load(int batch, @Nullable Double atRate) {
    return new Load(batch, atRate, sleep, payloadBytes, null, Load.Awaited.OUTCOME, idle);
  }

  /// How many deployments a batch of the warm-up has.
  public static int warmupBatch(int count) {
    return Math.min(count, MOST_OF_A_BATCH);
  }
}
