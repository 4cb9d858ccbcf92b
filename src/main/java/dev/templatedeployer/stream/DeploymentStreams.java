package dev.templatedeployer.stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.processor.TaskId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running topology: starts it, knows how it is, and stops it.
public final class DeploymentStreams implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DeploymentStreams.class);

  private static final int THREADS_REPLACED = 5;
  private static final Duration THREADS_REPLACED_WITHIN = Duration.ofMinutes(10);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

  private final KafkaStreams streams;
  private final KafkaStreamsMetrics metrics;
  private final Pulse pulse = new Pulse();
  private final ScheduledExecutorService pulseTaker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("streams-pulse").daemon().factory());
  private boolean isResting; // of the thread that calls rest
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
        takingOutTheDead(
            settings,
            new RestartBudget(THREADS_REPLACED, THREADS_REPLACED_WITHIN, InstantSource.system())));
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

  private static StreamsUncaughtExceptionHandler takingOutTheDead(
      StreamsSettings settings, StreamsUncaughtExceptionHandler budget) {
    String instance = settings.instance();
    if (instance == null) {
      return budget;
    }
    return death -> {
      StreamThreadExceptionResponse response = budget.handle(death);
      if (response == StreamThreadExceptionResponse.REPLACE_THREAD) {
        var admin = new StreamsConfig(settings.properties()).getAdminConfigs("dead-members");
        new DeadMembers(admin, settings.applicationId(), instance)
            .remove(Thread.currentThread().getName());
      }
      return response;
    };
  }

  /// Begins to read. Returns at once; [#isRunning] tells when every store is restored.
  public void start() {
    streams.start();
    var _ = pulseTaker.scheduleWithFixedDelay(this::takePulse, 1, 1, TimeUnit.SECONDS);
  }

  private void takePulse() {
    try {
      pulse.look(ThreadProgress.counters(streams.metrics()), System.nanoTime());
    } catch (RuntimeException e) { // a task that throws would never be called again
      LOG.atWarn().addKeyValue("error", e).log("the metrics of the topology cannot be read");
    }
  }

  /// What of it makes no progress, as a sentence; empty if all does.
  ///
  /// Kafka Streams stays RUNNING when its brokers are gone, so its state does not tell.
  public Optional<String> standstill() {
    return pulse.stuck(System.nanoTime());
  }

  /// Decides nothing as long as it `rests`: what was begun ends or is rolled back. To be called by
  /// one thread.
  public void rest(boolean rests) {
    if (rests == isResting) {
      return;
    }
    isResting = rests;
    if (rests) {
      streams.pause();
    } else {
      streams.resume();
    }
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
    pulseTaker.shutdownNow();
    metrics.close();
    streams.close(
        CloseOptions.timeout(CLOSE_TIMEOUT)
            .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
  }
}
