package dev.templatedeployer.stream;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/// What Kafka's own metrics tell of the progress of a topology, as counters that rise all the time
/// while all is well, also when there is nothing to do.
///
/// | counter | stands still when |
/// |---|---|
/// | turns of a thread | it waits for a broker: in a send, a commit or a restoration |
/// | answers to a thread's fetches, and the records that it processed | no broker answers it |
/// | its heartbeats to the group | the broker that keeps the group does not answer |
final class ThreadProgress {

  private static final String THREADS = "stream-thread-metrics";
  private static final String FETCHES = "consumer-fetch-manager-metrics";
  private static final String GROUP = "consumer-coordinator-metrics";

  private ThreadProgress() {}

  /// The counters, each with what stands still when it does.
  static Map<String, Double> counters(Map<MetricName, ? extends Metric> metrics) {
    var turns = new HashMap<String, Double>();
    var input = new HashMap<String, Double>();
    var heartbeats = new HashMap<String, Double>();
    var assigned = new HashMap<String, Double>();
    metrics.forEach((name, metric) -> {
      String thread = thread(name);
      switch (name.group() + " " + name.name()) {
        case THREADS + " poll-total" -> turns.merge(thread, value(metric), Double::sum);
        case THREADS + " process-total" -> input.merge(thread, value(metric), Double::sum);
        case FETCHES + " fetch-total" -> input.merge(thread, value(metric), Double::sum);
        case GROUP + " heartbeat-total" -> heartbeats.merge(thread, value(metric), Double::sum);
        case GROUP + " assigned-partitions" -> assigned.merge(thread, value(metric), Double::sum);
        default -> {}
      }
    });
    var counters = new HashMap<String, Double>();
    turns.forEach((thread, count) -> {
      counters.put("Thread '%s' waits for the brokers.".formatted(thread), count);
      if (assigned.getOrDefault(thread, 0.0) > 0) {
        counters.put(
            "The brokers do not answer the fetches of thread '%s'.".formatted(thread),
            input.getOrDefault(thread, 0.0));
        counters.put(
            "The broker of the group does not answer thread '%s'.".formatted(thread),
            heartbeats.getOrDefault(thread, 0.0));
      }
    });
    return counters;
  }

  /// The stream thread that a metric is of: its main consumer is called after it, and those that
  /// restore stores have another name.
  private static String thread(MetricName name) {
    String thread = name.tags().get("thread-id");
    if (thread != null) {
      return thread;
    }
    String client = name.tags().getOrDefault("client-id", "");
    return client.endsWith("-consumer")
        ? client.substring(0, client.length() - "-consumer".length())
        : client;
  }

  private static double value(Metric metric) {
    return metric.metricValue() instanceof Double value ? value : 0;
  }
}
