package dev.templatedeployer.execute;

import dev.templatedeployer.domain.TemplateName;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How the executor runs templates.
///
/// @param name what it calls itself in reports, such as the name of the host
/// @param group the consumer group that all executors of a service share
/// @param instance a name that this process keeps over restarts and no other has, so that after a
///   crash it gets its work back at once; null if it has none, and then its work waits until the
///   group has noticed the crash
/// @param parallelism attempts run at once in this process, at least 1
/// @param parallelismOfATemplate attempts of one template run at once, at least 1
/// @param limits attempts run at once of the templates named here instead; 0 pauses a template
/// @param queue attempts of one template that are fetched ahead, at least 1
/// @param startedAfter how long an attempt takes before it is reported as started
/// @param heartbeat how often a running attempt is reported as going on at least; more often if its
///   own lease is shorter than three of them
/// @param grace how long an interrupted attempt may take to end before it is given up
/// @param commit how often progress is committed
public record ExecutorSettings(
    String name,
    String group,
    @Nullable String instance,
    int parallelism,
    int parallelismOfATemplate,
    Map<TemplateName, Integer> limits,
    int queue,
    Duration startedAfter,
    Duration heartbeat,
    Duration grace,
    Duration commit) {

  /// The most characters of a name.
  public static final int MAX_NAME = 128;

  /// @throws IllegalArgumentException with a sentence, if a value cannot be used
  public ExecutorSettings {
    if (name.isBlank() || name.length() > MAX_NAME) {
      throw new IllegalArgumentException(
          "The executor's name has %d characters. Write 1 to %d of them."
              .formatted(name.strip().length(), MAX_NAME));
    }
    atLeastOne("parallelism", parallelism);
    atLeastOne("parallelism of a template", parallelismOfATemplate);
    atLeastOne("queue", queue);
    positive("heartbeat", heartbeat);
    positive("grace", grace);
    positive("commit", commit);
    if (startedAfter.isNegative()) {
      throw new IllegalArgumentException(
          "The executor's 'started after' is %s. Write 'PT0S' or longer.".formatted(startedAfter));
    }
    limits = Map.copyOf(limits);
    limits.forEach((template, limit) -> {
      if (limit < 0) {
        throw new IllegalArgumentException(
            "The limit of the template '%s' is %d. Write 0 to pause it, or more."
                .formatted(template, limit));
      }
    });
  }

  /// What applies where nothing was set.
  public static ExecutorSettings standard(String name, String group) {
    return new ExecutorSettings(
        name,
        group,
        null,
        4_000,
        2_000,
        Map.of(),
        500,
        Duration.ofMillis(20),
        Duration.ofSeconds(10),
        Duration.ofSeconds(2),
        Duration.ofMillis(250));
  }

  /// How many attempts of `template` may run at once.
  int limit(TemplateName template) {
    return limits.getOrDefault(template, parallelismOfATemplate);
  }

  private static void atLeastOne(String what, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "The executor's %s is %d. Write 1 or more.".formatted(what, value));
    }
  }

  private static void positive(String what, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(
          "The executor's %s is %s. Write a duration longer than none.".formatted(what, value));
    }
  }
}
