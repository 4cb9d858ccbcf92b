package dev.templatedeployer.end2end;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.template.Template;
import dev.templatedeployer.topics.BrokerTopics;
import dev.templatedeployer.topics.KafkaTopics;
import dev.templatedeployer.wire.Topics;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// What `/readyz` says while three real brokers fail in the ways they do: it is wrong for ten
/// seconds at most, before and after.
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadinessInOutagesTest {

  static final Topics TOPICS = new Topics("deployments.", "canisters.", 2);
  static final Duration AT_MOST = Duration.ofSeconds(10);
  static final Duration PATIENCE = Duration.ofMinutes(2);

  BrokerCluster cluster;
  ServiceProcess service;
  ReadinessRecord readiness;
  Trickle trickle;
  List<TemplateName> templates = new ArrayList<>();

  @BeforeAll
  void start(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
    cluster = BrokerCluster.start(folder);
    for (Template<?> template : ServiceLoader.load(Template.class)) {
      templates.add(new TemplateName(template.name()));
    }
    try (BrokerTopics topics = topics()) {
      topics.create(TOPICS.all(templates, List.of()), 3);
    }
    ServiceProcess.bootstrap(
        folder.resolve("bootstrap.log"), cluster.bootstrapServers(), "backend");
    int port = freePort();
    var arguments = new ArrayList<String>(List.of("serve"));
    for (String setting :
        List.of(
            "kafka.bootstrap.servers=" + cluster.linkedServers(),
            "deployer.state-dir=" + folder.resolve("state"),
            "deployer.http.port=" + port,
            "deployer.topics.partitions=2",
            "deployer.topics.replication=3",
            "templates.probe.enabled=true")) {
      arguments.addAll(List.of("--set", setting));
    }
    service = ServiceProcess.start(folder.resolve("service.log"), arguments);
    readiness = new ReadinessRecord(URI.create("http://127.0.0.1:" + port));
    trickle = new Trickle(cluster.bootstrapServers(), TOPICS);
    awaitReady();
  }

  @AfterAll
  void stop() {
    trickle.close();
    readiness.close();
    service.close();
    cluster.close();
  }

  @Test
  void knowsThatALinkIsHalfOpenThoughNothingIsSentOnIt() throws Exception {
    trickle.flow(false);
    outage("half-open link at rest", 25, cluster::halfOpenTheLink, cluster::mendTheLink);
  }

  @Test
  void knowsThatALinkIsHalfOpenWhileCommandsCome() throws Exception {
    trickle.flow(true);
    outage("half-open link", 25, cluster::halfOpenTheLink, cluster::mendTheLink);
  }

  @Test
  void knowsThatTheBrokersHaveNoQuorum() throws Exception {
    trickle.flow(true);
    outage(
        "quorum lost",
        40,
        () -> {
          cluster.kill(1);
          cluster.kill(2);
        },
        () -> {
          cluster.restart(1);
          cluster.restart(2);
        });
  }

  @Test
  void knowsThatAllBrokersAreDown() throws Exception {
    trickle.flow(false);
    outage(
        "all down at rest",
        60,
        () -> {
          for (int node = 0; node < 3; node++) {
            cluster.kill(node);
          }
        },
        () -> {
          for (int node = 0; node < 3; node++) {
            cluster.restart(node);
          }
        });
  }

  @Test
  void knowsThatATopicWasDeleted() throws Exception {
    trickle.flow(true);
    outage(
        "deleted topic",
        20,
        () -> {
          try (Admin admin =
              Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
            admin.deleteTopics(List.of(TOPICS.outcomes().name())).all().get();
          }
        },
        () -> {
          try (BrokerTopics topics = topics()) {
            topics.create(List.of(TOPICS.outcomes()), 3);
          }
        });
  }

  private interface Step {
    void take() throws Exception;
  }

  private void outage(String name, int seconds, Step fault, Step repair) throws Exception {
    awaitReady();
    long broken = System.nanoTime();
    fault.take();
    Thread.sleep(Duration.ofSeconds(seconds)); // the outage itself
    long mended = System.nanoTime();
    repair.take();
    trickle.flow(true);
    await().atMost(PATIENCE).until(() -> trickle.decidedAfter(mended).isPresent());
    long decided = trickle.decidedAfter(mended).orElseThrow();
    long taken = trickle.takenAfter(mended).orElse(mended);
    System.out.printf(
        "%s: brokers took commands %.1f s after the repair, decided at %.1f s%n",
        name, (taken - mended) / 1e9, (decided - mended) / 1e9);
    Duration over = AT_MOST.multipliedBy(2);
    await().atMost(PATIENCE).until(() -> readiness.last().nanos() - decided > over.toNanos());
    System.out.println(readiness.story(broken));

    assertThat(readiness.between(broken + AT_MOST.toNanos(), mended))
        .as("while nothing could be decided")
        .isNotEmpty()
        .noneMatch(ReadinessRecord.Answer::isReady);
    assertThat(readiness.between(mended, decided - AT_MOST.toNanos()))
        .as("long before anything was decided again")
        .noneMatch(ReadinessRecord.Answer::isReady);
    assertThat(readiness.between(decided + AT_MOST.toNanos(), decided + over.toNanos()))
        .as("while commands were decided all the time again")
        .isNotEmpty()
        .noneMatch(answer -> !answer.isReady() && decidedUpTo(answer.nanos()));
    awaitReady();
  }

  /// Brokers that have just come back may yet stop a thread for a while, and then it is right to
  /// say so.
  private boolean decidedUpTo(long nanos) {
    return trickle.decidedAllTheTime(nanos - AT_MOST.toNanos(), nanos, Duration.ofSeconds(5));
  }

  private void awaitReady() {
    await().atMost(PATIENCE).until(() -> readiness.last().isReady());
  }

  private BrokerTopics topics() throws Exception {
    return KafkaTopics.at(Map.of("bootstrap.servers", cluster.bootstrapServers()));
  }

  private static int freePort() throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
