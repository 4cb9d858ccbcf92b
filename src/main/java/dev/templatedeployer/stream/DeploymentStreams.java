package dev.templatedeployer.stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.TaskId;

/// The running topology: starts it, knows how it is, and stops it.
public final class DeploymentStreams implements AutoCloseable {

  private static final int THREADS_REPLACED = 5;
  private static final Duration THREADS_REPLACED_WITHIN = Duration.ofMinutes(10);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

  private final KafkaStreams streams;
  private final KafkaStreamsMetrics metrics;
  private final CountDownLatch running = new CountDownLatch(1);

  /// Prepares `topology` to be run; [#start] runs it.
  ///
  /// @param onDeath called once, on a thread of Kafka Streams that must not be blocked, when the
  ///   topology has stopped for good by itself
  public DeploymentStreams(
      Topology topology, StreamsSettings settings, MeterRegistry registry, Runnable onDeath) {
    var properties = new Properties();
    properties.putAll(settings.properties());
    streams = new KafkaStreams(topology, properties, new SpreadingClients());
    streams.setUncaughtExceptionHandler(
        new RestartBudget(THREADS_REPLACED, THREADS_REPLACED_WITHIN, InstantSource.system()));
    streams.setStateListener((now, before) -> {
      if (now == KafkaStreams.State.RUNNING) {
        running.countDown();
      }
      if (now == KafkaStreams.State.ERROR) {
        onDeath.run();
      }
    });
    metrics = new KafkaStreamsMetrics(streams);
    metrics.bindTo(registry);
  }

  /// Begins to read. Returns at once; [#isRunning] tells when every store is restored.
  public void start() {
    streams.start();
  }

  /// Waits until every store is restored and commands are decided.
  ///
  /// @return whether that is so
  public boolean awaitRunning(Duration timeout) throws InterruptedException {
    return running.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Whether commands are decided now.
  public boolean isRunning() {
    return streams.state() == KafkaStreams.State.RUNNING;
  }

  /// Whether the topology could still run: it has not died for good.
  public boolean isAlive() {
    return switch (streams.state()) {
      case CREATED, REBALANCING, RUNNING -> true;
      case PENDING_SHUTDOWN, NOT_RUNNING, PENDING_ERROR, ERROR -> false;
    };
  }

  /// The word for how it is, such as `REBALANCING`.
  public String state() {
    return streams.state().name();
  }

  /// The tasks that each thread decides now.
  Map<String, Set<TaskId>> tasksByThread() {
    return streams.metadataForLocalThreads().stream()
        .collect(
            Collectors.toMap(
                ThreadMetadata::threadName,
                thread ->
                    thread.activeTasks().stream()
                        .map(TaskMetadata::taskId)
                        .collect(Collectors.toSet())));
  }

  /// Finishes what is under way, commits it, and leaves the group, so that another instance takes
  /// over at once.
  @Override
  public void close() {
    metrics.close();
    streams.close(
        CloseOptions.timeout(CLOSE_TIMEOUT)
            .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
  }
}
