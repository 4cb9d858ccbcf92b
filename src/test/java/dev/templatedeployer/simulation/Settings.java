package dev.templatedeployer.simulation;

import dev.templatedeployer.domain.Policy;
import dev.templatedeployer.execute.ExecutorSettings;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;

/// What an operator has set. The processes read it when they begin.
///
/// @param policy how newly accepted deployments are driven
/// @param parallelism runs of a template at once in a process
/// @param queue runs of a template that are fetched ahead
record Settings(Policy policy, int parallelism, int queue) {

  private static final int[] LEASES = {4, 12, 40};
  private static final int[] TIMEOUTS = {10, 20, 60, 300};
  private static final int[] START_TIMEOUTS = {20, 60, 120};

  static Settings drawn(SplittableRandom random) {
    return new Settings(
        new Policy(
            1 + random.nextInt(3),
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            seconds(TIMEOUTS, random),
            seconds(LEASES, random),
            seconds(START_TIMEOUTS, random),
            1 + random.nextInt(3)),
        random.nextInt(3) == 0 ? 1 : 100,
        random.nextInt(3) == 0 ? 1 : 500);
  }

  /// The same with a heart that beats for this lease, as the service derives it.
  ExecutorSettings executor(String name) {
    return new ExecutorSettings(
        name,
        "executors",
        null,
        4_000,
        parallelism,
        Map.of(),
        queue,
        Duration.ofMillis(20),
        policy.lease().dividedBy(3),
        Duration.ofSeconds(2),
        Duration.ofMillis(250));
  }

  private static Duration seconds(int[] choices, SplittableRandom random) {
    return Duration.ofSeconds(choices[random.nextInt(choices.length)]);
  }
}
