package dev.templatedeployer.end2end;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.templatedeployer.dev.EmbeddedBroker;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.template.Template;
import dev.templatedeployer.topics.BrokerTopics;
import dev.templatedeployer.topics.KafkaTopics;
import dev.templatedeployer.wire.Topics;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// What the service says when the disk of its state directory is full, a real one that is small.
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FullDiskTest {

  static final Topics TOPICS = new Topics("deployments.", "canisters.", 2);
  static final Duration AT_MOST = Duration.ofSeconds(10);
  static final Duration PATIENCE = Duration.ofSeconds(90);
  static final String DISK = "There is no room left on the disk";

  Path folder;
  EmbeddedBroker broker;

  @BeforeAll
  void start(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
    this.folder = folder;
    broker = EmbeddedBroker.start(folder.resolve("kafka"), 0);
    var templates = new ArrayList<TemplateName>();
    for (Template<?> template : ServiceLoader.load(Template.class)) {
      templates.add(new TemplateName(template.name()));
    }
    try (BrokerTopics topics =
        KafkaTopics.at(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      topics.create(TOPICS.all(templates, List.of()), 1);
    }
    ServiceProcess.bootstrap(folder.resolve("bootstrap.log"), broker.bootstrapServers(), "backend");
  }

  @AfterAll
  void stop() {
    broker.close();
  }

  @Test
  void aStartEndsWithTheCauseInOneSentence() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("tiny"));
    try (var service =
        ServiceProcess.startOnDisk(
            folder.resolve("start.log"), disk, 16, serve(disk, freePort()))) {
      assertThat(service.awaitEnd(PATIENCE)).isEqualTo(1);
      assertThat(service.log()).contains(DISK).doesNotContain("\tat ", "fault of the deployer");
    }
  }

  @Test
  void aRunningServiceIsNotReadyForThatReasonUntilThereIsRoom() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("small"));
    int port = freePort();
    try (var service =
            ServiceProcess.startOnDisk(folder.resolve("run.log"), disk, 65_536, serve(disk, port));
        var readiness = new ReadinessRecord(URI.create("http://127.0.0.1:" + port));
        var trickle = new Trickle(broker.bootstrapServers(), TOPICS)) {
      await().atMost(PATIENCE).until(() -> readiness.last().isReady());

      Path ballast = service.seenBy(disk).resolve("ballast");
      fill(ballast);
      trickle.flow(true);
      long full = System.nanoTime();
      long freed = full + AT_MOST.multipliedBy(2).toNanos();
      await().atMost(PATIENCE).until(() -> readiness.last().nanos() - freed > 0);
      Files.delete(ballast);
      await().atMost(AT_MOST).until(() -> readiness.last().isReady());

      assertThat(readiness.between(full + AT_MOST.toNanos(), freed))
          .isNotEmpty()
          .allSatisfy(answer -> {
            assertThat(answer.isReady()).isFalse();
            assertThat(answer.body()).contains("disk is full").doesNotContain("catching up");
          });
    }
  }

  private List<String> serve(Path stateDir, int port) {
    var arguments = new ArrayList<String>(List.of("serve"));
    for (String setting :
        List.of(
            "kafka.bootstrap.servers=" + broker.bootstrapServers(),
            "deployer.state-dir=" + stateDir.resolve("state"),
            "deployer.http.port=" + port,
            "deployer.topics.partitions=2",
            "deployer.topics.replication=1",
            "templates.probe.enabled=true")) {
      arguments.addAll(List.of("--set", setting));
    }
    return arguments;
  }

  private static void fill(Path file) throws IOException {
    for (int size : new int[] {1 << 20, 1 << 12, 1}) {
      try (OutputStream out =
          Files.newOutputStream(
              file,
              java.nio.file.StandardOpenOption.CREATE,
              java.nio.file.StandardOpenOption.APPEND)) {
        while (true) {
          out.write(new byte[size]);
        }
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("No space left");
      }
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
