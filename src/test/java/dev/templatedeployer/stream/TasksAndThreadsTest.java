package dev.templatedeployer.stream;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.templatedeployer.dev.EmbeddedBroker;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.topics.BrokerTopics;
import dev.templatedeployer.topics.KafkaTopics;
import dev.templatedeployer.wire.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.TaskId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// The topology on a real broker: which thread has which tasks, and what a restart makes of their
/// stores.
class TasksAndThreadsTest {

  static final int PARTITIONS = 4;
  static final Topics TOPICS = new Topics("deployments.", "canisters.", PARTITIONS);
  static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;
  EmbeddedBroker broker;
  Topology topology;
  final ListAppender<ILoggingEvent> log = new ListAppender<>();
  final Logger logger = (Logger) LoggerFactory.getLogger("org.apache.kafka.streams");

  @BeforeEach
  void start() throws Exception {
    broker = EmbeddedBroker.start(folder.resolve("kafka"), 0);
    try (BrokerTopics topics =
        KafkaTopics.at(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      topics.create(
          TOPICS.all(List.of(new TemplateName("lock"), new TemplateName("probe")), List.of()), 1);
    }
    try (var running = new RunningTopology(folder.resolve("driver"))) {
      topology = running.topology(RunningTopology.PROBES_ONLY);
    }
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(log);
    broker.close();
  }

  @Test
  void eachThreadHasItsShareOfBothPathsAndKeepsItsStores() throws Exception {
    for (int starts = 1; starts <= 3; starts++) {
      try (DeploymentStreams streams = streams("one", topology)) {
        streams.start();
        assertThat(streams.awaitRunning(PATIENCE)).isTrue();

        await()
            .atMost(PATIENCE)
            .untilAsserted(() ->
                assertThat(shares(streams).values())
                    .as("tasks of deployments and of canisters on each thread")
                    .containsExactly(List.of(2L, 2L), List.of(2L, 2L)));
        awaitBeginningsOfTakenCommands();
      }
      assertThat(log.list)
          .extracting(ILoggingEvent::getFormattedMessage)
          .as("what start %d says", starts)
          .noneMatch(line -> line.contains("orrupt"));
    }
  }

  /// How many tasks of deployments and of canisters each thread has.
  private static Map<String, List<Long>> shares(DeploymentStreams streams) {
    return streams.tasksByThread().entrySet().stream()
        .collect(toMap(Map.Entry::getKey, thread -> shares(thread.getValue())));
  }

  private static List<Long> shares(Collection<TaskId> tasks) {
    return List.of(
        tasks.stream().filter(task -> task.subtopology() == 0).count(),
        tasks.stream().filter(task -> task.subtopology() == 1).count());
  }

  private void awaitBeginningsOfTakenCommands() throws Exception {
    Set<TopicPartition> changelog =
        CommittedRecords.all(
            PathTopics.changelog("threads", CanisterPath.TAKEN_COMMANDS), PARTITIONS);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      await()
          .atMost(PATIENCE)
          .until(() ->
              admin
                  .listOffsets(changelog.stream().collect(toMap(p -> p, _ -> OffsetSpec.latest())))
                  .all()
                  .get()
                  .values()
                  .stream()
                  .allMatch(end -> end.offset() > 0));
    }
  }

  private DeploymentStreams streams(String instance, Topology topology) {
    return new DeploymentStreams(
        topology,
        new StreamsSettings(
            "threads",
            instance,
            folder.resolve(instance),
            2,
            Duration.ofMillis(10),
            0,
            1,
            Map.of("bootstrap.servers", broker.bootstrapServers())),
        new SimpleMeterRegistry(),
        () -> {});
  }
}
