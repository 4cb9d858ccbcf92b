package dev.templatedeployer.bench.suite;

import dev.templatedeployer.bench.BenchTarget;
import dev.templatedeployer.wire.Topic;
import java.util.List;
import java.util.Map;

/// What a service with certain settings finds on its Kafka, and how clients reach it there.
///
/// @param reports the topic that executors report to
/// @param manifest every topic that has to be made
public record Ground(BenchTarget target, String reports, List<Topic> manifest) {

  public Ground {
    manifest = List.copyOf(manifest);
  }

  /// Works out what follows from settings.
  @FunctionalInterface
  public interface OfSettings {

    /// The ground of a service with these settings, `kafka.bootstrap.servers` among them.
    Ground of(Map<String, String> settings);
  }
}
