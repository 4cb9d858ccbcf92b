package dev.templatedeployer.execute;

import static org.awaitility.Awaitility.await;

import dev.templatedeployer.domain.Config;
import dev.templatedeployer.domain.DeploymentCommand.AttemptFailed;
import dev.templatedeployer.domain.DeploymentCommand.Report;
import dev.templatedeployer.domain.DeploymentCommand.Succeeded;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.domain.Token;
import dev.templatedeployer.domain.Work;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.template.catalog.HostedTemplate;
import dev.templatedeployer.template.catalog.TemplateCatalog;
import dev.templatedeployer.template.catalog.UnusableTemplates;
import dev.templatedeployer.wire.Undecodable;
import dev.templatedeployer.wire.Undecodables;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/// All parts of an executor, put together so that a test turns the consumer and moves the clock.
/// Two templates are hosted: `alpha` and `beta`.
final class Rig {

  static final TemplateName ALPHA = new TemplateName("alpha");
  static final TemplateName BETA = new TemplateName("beta");
  static final TopicPartition ALPHA_0 = new TopicPartition("work.alpha", 0);
  static final TopicPartition BETA_0 = new TopicPartition("work.beta", 0);
  static final Duration LIMIT = Duration.ofMinutes(5);
  static final byte[] GARBAGE = {1};

  final ManualTime time = new ManualTime();
  final WorkLog log;
  final ScriptedTemplate alpha = new ScriptedTemplate("alpha");
  final ScriptedTemplate beta = new ScriptedTemplate("beta");
  final MockProducer<String, byte[]> producer;
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final WorkLog.LogConsumer kafka;
  final ExecutorSettings settings;
  final ExecutorParts parts;

  /// The templates whose work is held.
  final Set<TemplateName> held = ConcurrentHashMap.newKeySet();

  /// The deployments whose work cannot be read, and why.
  final Map<String, Supplier<Undecodable>> unreadable = new ConcurrentHashMap<>();

  private final List<Report> reports = new CopyOnWriteArrayList<>();
  private final WorkConsumer consumer;
  private final Runner runner;
  private final TimeLimits timeLimits;
  private final Heartbeats heartbeats;
  private final ReportSender sender;
  private final Runs runs = new Runs();

  Rig() {
    this(new WorkLog());
  }

  Rig(WorkLog log) {
    this(log, true, settings -> settings);
  }

  /// @param acknowledges whether the broker acknowledges each report at once, or when the test says
  ///   so
  Rig(WorkLog log, boolean acknowledges, UnaryOperator<ExecutorSettings> change) {
    this.log = log;
    this.settings = change.apply(ExecutorSettings.standard("e1", "executors"));
    this.kafka = log.consumer();
    this.producer =
        new MockProducer<>(
            acknowledges,
            new RoundRobinPartitioner(),
            new StringSerializer(),
            new ByteArraySerializer());
    TemplateCatalog catalog = catalog();
    this.parts =
        new ExecutorParts(
            catalog,
            new ExecutorTopics(Map.of(ALPHA, ALPHA_0.topic(), BETA, BETA_0.topic()), "reports"),
            this::decode,
            this::encode,
            null,
            (_, _) -> _ -> {},
            kafka,
            producer,
            this::mayStart,
            meters);
    Map<TemplateName, HostedTemplate<?>> hosted = new HashMap<>();
    hosted.put(ALPHA, catalog.find("alpha").orElseThrow());
    hosted.put(BETA, catalog.find("beta").orElseThrow());
    var lanes =
        new Lanes(
            Map.of(ALPHA, settings.limit(ALPHA), BETA, settings.limit(BETA)),
            settings.parallelism(),
            settings.queue(),
            this::mayStart);
    var words = new Reports(settings.name(), time);
    var metrics = new ExecutorMetrics(meters);
    this.sender = new ReportSender(producer, "reports", this::encode, null, time, new ClockCheck());
    this.runner = new Runner(lanes, runs, parts.hosts(), words, sender, metrics, time);
    this.timeLimits = new TimeLimits(runs, runner, time, settings.grace());
    this.heartbeats =
        new Heartbeats(runs, words, sender, time, settings.startedAfter(), settings.heartbeat());
    this.consumer =
        new WorkConsumer(
            kafka,
            parts.topics(),
            this::decode,
            new Instructions(hosted, runs, runner, words, sender, time),
            lanes,
            time,
            settings.commit());
    for (TemplateName name : hosted.keySet()) {
      metrics.show(name, () -> lanes.running(name), () -> lanes.queued(name));
    }
    consumer.join();
  }

  static Work.Start start(String id, Token token) {
    return start(id, ALPHA, token, null);
  }

  static Work.Start start(
      String id, TemplateName template, Token token, @Nullable Instant deadline) {
    return new Work.Start(
        new DeploymentId(id),
        template,
        "1.0.0",
        token,
        new Config("{}".getBytes(StandardCharsets.UTF_8), "0"),
        new Principal("owner"),
        new Principal("canister"),
        Map.of("team", "blue"),
        ManualTime.NOON,
        deadline,
        LIMIT);
  }

  static Work.Stop stop(String id, Token token) {
    return new Work.Stop(new DeploymentId(id), ALPHA, token, "Cancelled: changed our minds");
  }

  /// Gives this executor the partitions of both templates.
  Rig owning() {
    kafka.own(List.of(ALPHA_0, BETA_0));
    return this;
  }

  void own(TopicPartition... partitions) {
    kafka.own(List.of(partitions));
  }

  /// Takes partitions away without asking, as after a session that timed out.
  void lose(TopicPartition... partitions) {
    consumer.onPartitionsLost(List.of(partitions));
  }

  /// Lets the work of `template` go on.
  void letGo(TemplateName template) {
    held.remove(template);
    runner.beginNext();
  }

  /// One round of the consumer.
  void turn() {
    consumer.turn();
  }

  /// Why the consumer cannot take some work, if it cannot.
  Optional<String> problem() {
    return consumer.problem();
  }

  /// Turns until everything that was written to `partition` has been read, in turn or before.
  void readAll(TopicPartition partition) {
    turnUntil(() -> kafka.position(partition) == log.end(partition));
  }

  /// Turns until `condition` holds.
  void turnUntil(BooleanSupplier condition) {
    await()
        .pollInterval(Duration.ofMillis(1))
        .until(() -> {
          turn();
          return condition.getAsBoolean();
        });
  }

  /// Turns until there are `count` reports, and returns them.
  List<Report> reports(int count) {
    turnUntil(() -> reports.size() >= count);
    return List.copyOf(reports);
  }

  /// The reports so far.
  List<Report> reports() {
    return List.copyOf(reports);
  }

  /// The deployments that were reported as stopped.
  List<String> stopped() {
    return reports.stream()
        .filter(report ->
            report instanceof AttemptFailed failed
                && failed.failure().code().equals(Diagnosis.STOPPED))
        .map(report -> report.id().value())
        .toList();
  }

  /// Waits until nothing runs, and every end has been given to the producer.
  void awaitIdle() {
    await().until(() -> runs.onThreads().isEmpty());
  }

  /// The starts whose end was reported and acknowledged, as `id/attempt.drive`, among those that
  /// had been given to the producer.
  List<String> acknowledged() {
    List<String> given =
        producer.history().stream()
            .map(record -> record.key() + "/" + new String(record.value(), StandardCharsets.UTF_8))
            .toList();
    await().until(() -> sender.awaitAcknowledged(Duration.ofMillis(1)));
    return given;
  }

  /// The tokens of the final reports of a deployment, in the order in which the producer was given
  /// them.
  List<String> sent(String id) {
    return producer.history().stream()
        .filter(record -> record.key().equals(id))
        .map(record -> new String(record.value(), StandardCharsets.UTF_8))
        .toList();
  }

  /// Lets time pass, and the clock's tasks look at it.
  void pass(Duration duration) {
    time.pass(duration);
    timeLimits.enforce();
    heartbeats.send();
    sender.sendWaiting();
  }

  /// Commits, and tells how far a partition is; -1 if nothing was ever committed.
  long committed(TopicPartition partition) {
    turn();
    time.pass(settings.commit());
    turn();
    OffsetAndMetadata committed = log.committed(partition);
    return committed == null ? -1 : committed.offset();
  }

  /// Waits, turning, until everything below `offset` is committed.
  void awaitCommitted(TopicPartition partition, long offset) {
    await().pollInterval(Duration.ofMillis(1)).until(() -> committed(partition) == offset);
  }

  double meter(String name, String... tags) {
    return meters.get(name).tags(tags).meter().measure().iterator().next().getValue();
  }

  private TemplateCatalog catalog() {
    try {
      return TemplateCatalog.of(List.of(alpha, beta), Principal.Form.ANY);
    } catch (UnusableTemplates e) {
      throw new AssertionError(e);
    }
  }

  private Work decode(byte[] value, Headers headers) throws Undecodable {
    if (value.length == GARBAGE.length) {
      throw Undecodables.malformed();
    }
    Work work = log.read(value);
    Supplier<Undecodable> why = unreadable.get(work.id().value());
    if (why != null) {
      throw why.get();
    }
    return work;
  }

  private byte[] encode(Report report) {
    reports.add(report);
    boolean isEnd = report instanceof Succeeded || report instanceof AttemptFailed;
    String said = isEnd ? report.token().toString() : "goes on";
    return said.getBytes(StandardCharsets.UTF_8);
  }

  private boolean mayStart(TemplateName template) {
    return !held.contains(template);
  }
}
