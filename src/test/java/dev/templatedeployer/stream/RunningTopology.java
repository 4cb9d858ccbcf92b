package dev.templatedeployer.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.access.AuditEntry;
import dev.templatedeployer.canister.CanisterCommand;
import dev.templatedeployer.canister.CanisterReply;
import dev.templatedeployer.canister.hosting.HostedKinds;
import dev.templatedeployer.control.ControlRecord;
import dev.templatedeployer.control.ControlState.AccessGrant;
import dev.templatedeployer.control.Controls;
import dev.templatedeployer.control.GrantedRole;
import dev.templatedeployer.domain.Admission;
import dev.templatedeployer.domain.DeploymentCommand;
import dev.templatedeployer.domain.DeploymentCommand.Terms;
import dev.templatedeployer.domain.DeploymentOutcome;
import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.domain.DeploymentReply;
import dev.templatedeployer.domain.Policy;
import dev.templatedeployer.domain.Refusal;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.domain.Work;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.signature.SignatureVerifier;
import dev.templatedeployer.template.catalog.Json;
import dev.templatedeployer.wire.AuditCodec;
import dev.templatedeployer.wire.BuiltInSchemaIds;
import dev.templatedeployer.wire.CanisterCommandCodec;
import dev.templatedeployer.wire.CanisterEventCodec;
import dev.templatedeployer.wire.CanisterReplyCodec;
import dev.templatedeployer.wire.CommandCodec;
import dev.templatedeployer.wire.CommandMessage;
import dev.templatedeployer.wire.EventCodec;
import dev.templatedeployer.wire.HeaderNames;
import dev.templatedeployer.wire.OutcomeCodec;
import dev.templatedeployer.wire.RecordCodec;
import dev.templatedeployer.wire.RecordedCanisterEvent;
import dev.templatedeployer.wire.RecordedEvent;
import dev.templatedeployer.wire.ReplyCodec;
import dev.templatedeployer.wire.ReplyTopics;
import dev.templatedeployer.wire.ReportCodec;
import dev.templatedeployer.wire.SchemaIds;
import dev.templatedeployer.wire.Topic;
import dev.templatedeployer.wire.Topics;
import dev.templatedeployer.wire.Undecodable;
import dev.templatedeployer.wire.WorkCodec;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/// The topology on Kafka's test driver: one partition, no broker, a clock that the test moves.
final class RunningTopology implements AutoCloseable {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  static final String ALLOWED_REPLY_TOPIC = "shop.deployment-replies";

  static final Topics TOPICS = new Topics("deployments.", "canisters.", 1);

  /// Lets `probe` in and nothing else.
  static final Admission PROBES_ONLY =
      (_, _, request, _) ->
          request.template().value().equals("probe")
              ? new Admission.Verdict.Admitted(new Terms("1.0.0", Policy.STANDARD))
              : new Admission.Verdict.Refused(
                  Refusal.of(Refusal.Kind.INVALID_PAYLOAD, "There is no such template."));

  private final SchemaIds ids;
  private final List<String> templates;
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final SignatureVerifier signatures;
  private final TopologyTestDriver driver;
  private final Duration beat;
  private Instant now = NOON;

  /// Which topics are there; all at first.
  final SeenTopics there = new SeenTopics();

  /// How long ago the broker took in what is sent.
  Duration lag = Duration.ZERO;

  /// What holds; at first that the shared backend may deploy.
  volatile Controls controls = Controls.NONE.evolve(mayDeploy(null));

  RunningTopology(Path stateDir) {
    this(stateDir, PROBES_ONLY);
  }

  RunningTopology(Path stateDir, Admission admission) {
    this(stateDir, admission, SignatureVerifier.NONE);
  }

  /// @param signatures says what the signatures of the shared backend are worth
  RunningTopology(Path stateDir, Admission admission, SignatureVerifier signatures) {
    this(stateDir, admission, signatures, Duration.ofMillis(100));
  }

  /// @param beat how often due times are looked at; long for a test in which days pass
  RunningTopology(Path stateDir, Admission admission, SignatureVerifier signatures, Duration beat) {
    this(stateDir, admission, signatures, beat, new BuiltInSchemaIds(), List.of("lock", "probe"));
  }

  /// @param templates those that work is handed out for
  RunningTopology(
      Path stateDir,
      Admission admission,
      SignatureVerifier signatures,
      SchemaIds ids,
      List<String> templates) {
    this(stateDir, admission, signatures, Duration.ofMillis(100), ids, templates);
  }

  private RunningTopology(
      Path stateDir,
      Admission admission,
      SignatureVerifier signatures,
      Duration beat,
      SchemaIds ids,
      List<String> templates) {
    this.signatures = signatures;
    this.beat = beat;
    this.ids = ids;
    this.templates = List.copyOf(templates);
    var properties = new Properties();
    properties.putAll(
        new StreamsSettings(
                "test",
                null,
                stateDir,
                1,
                Duration.ofMillis(5),
                0,
                1,
                Map.of("bootstrap.servers", "none:1"))
            .properties());
    driver = new TopologyTestDriver(topology(admission), properties, NOON);
  }

  /// The topology of the service.
  Topology topology(Admission admission) {
    return new DeployerTopology(
            TOPICS,
            ids,
            List.of(),
            templates,
            new ReplyTopics(
                TOPICS.httpReplies().name(),
                List.of(),
                Map.of(
                    DeployerTopology.SHARED_BACKEND,
                    List.of(ALLOWED_REPLY_TOPIC),
                    "billing",
                    List.of("billing.replies"))),
            admission,
            () -> controls,
            HostedKinds.onClassPath(Json.mapper(), Principal.Form.TEXTUAL),
            Json.mapper(),
            beat,
            registry,
            signatures,
            there)
        .build();
  }

  /// That the shared backend may deploy `templates`, or all if null.
  static ControlRecord<?> mayDeploy(@Nullable Set<TemplateName> templates) {
    return new ControlRecord<>(
        new AccessGrant("backend", Set.of(GrantedRole.BACKEND), templates), "olga", NOON, "begin");
  }

  List<AuditEntry> audit() {
    return read(TOPICS.audit(), new AuditCodec(ids)::decode);
  }

  void send(CommandMessage command, Headers headers) {
    send(TOPICS.commands(), command.id().value(), new CommandCodec(ids).encode(command), headers);
  }

  void send(CommandMessage command) {
    send(command, new RecordHeaders());
  }

  void sendAsAdmin(CommandMessage command) {
    sendAsAdmin(command, new RecordHeaders());
  }

  void sendAsAdmin(CommandMessage command, Headers headers) {
    send(
        TOPICS.adminCommands(),
        command.id().value(),
        new CommandCodec(ids).encode(command),
        headers);
  }

  void report(DeploymentCommand.Report report) {
    report(report, new RecordHeaders());
  }

  void report(DeploymentCommand.Report report, Headers headers) {
    send(TOPICS.reports(), report.id().value(), new ReportCodec(ids).encode(report), headers);
  }

  void send(CanisterCommand command) {
    send(
        TOPICS.canisterCommands(),
        command.canisterId().text(),
        new CanisterCommandCodec(ids).encode(command),
        new RecordHeaders());
  }

  /// Puts bytes on a topic, as anybody may.
  void send(Topic topic, @Nullable String key, byte @Nullable [] value, Headers headers) {
    driver
        .createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(
            new TestRecord<>(
                key == null ? null : key.getBytes(UTF_8), value, headers, now.minus(lag)));
  }

  /// Lets time pass, and what is due happen.
  void pass(Duration time) {
    Duration step = beat.multipliedBy(10); // the most between two looks at the clock
    for (Duration left = time; left.isPositive(); left = left.minus(step)) {
      driver.advanceWallClockTime(left.compareTo(step) < 0 ? left : step);
    }
    now = now.plus(time);
  }

  /// Lets time pass in which this process is stopped, as by a signal.
  void stall(Duration time) {
    now = now.plus(time);
    driver.advanceWallClockTime(time);
  }

  Instant now() {
    return now;
  }

  List<RecordedEvent> events() {
    return read(TOPICS.events(), new EventCodec(ids)::decode);
  }

  List<DeploymentOutcome> outcomes() {
    return read(TOPICS.outcomes(), new OutcomeCodec(ids)::decode);
  }

  /// What the outcomes since they were last read say of the retries that led to them; empty if they
  /// say nothing.
  List<String> replayOf() {
    return raw(TOPICS.outcomes().name()).stream()
        .map(outcome -> outcome.headers().lastHeader(HeaderNames.REPLAY_OF))
        .map(header -> header == null ? "" : new String(header.value(), UTF_8))
        .toList();
  }

  List<DeploymentReply> replies() {
    return read(TOPICS.replies(), new ReplyCodec(ids)::decode);
  }

  List<Work> work(String template) {
    var codec = new WorkCodec(ids);
    return raw(TOPICS.work(new TemplateName(template)).name()).stream()
        .map(record -> decoded(record.value(), value -> codec.decode(value, record.headers())))
        .toList();
  }

  List<RecordedCanisterEvent> canisterEvents() {
    return read(TOPICS.canisterEvents(), new CanisterEventCodec(ids)::decode);
  }

  List<CanisterReply> canisterReplies() {
    return read(TOPICS.canisterReplies(), new CanisterReplyCodec(ids)::decode);
  }

  List<TestRecord<byte[], byte[]>> deadLetters() {
    return raw(TOPICS.deadLetters().name());
  }

  /// All that was sent to a topic since it was last read.
  List<TestRecord<byte[], byte[]>> raw(String topic) {
    return driver
        .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  /// Takes a deployment out of the store, as the roll-back of an aborted transaction does.
  void forget(String id) {
    driver.<byte[], byte[]>getKeyValueStore(DeploymentPath.DEPLOYMENTS).delete(id.getBytes(UTF_8));
  }

  @Nullable DeploymentRecord stored(String id) {
    byte[] value =
        driver.<byte[], byte[]>getKeyValueStore(DeploymentPath.DEPLOYMENTS).get(id.getBytes(UTF_8));
    return value == null ? null : decoded(value, new RecordCodec()::decode).record();
  }

  /// Puts `value` into the store `store`, as a bad disk or a newer program would.
  void overwrite(String store, String key, byte[] value) {
    driver.<byte[], byte[]>getKeyValueStore(store).put(key.getBytes(UTF_8), value);
  }

  MeterRegistry registry() {
    return registry;
  }

  private <T> List<T> read(Topic topic, Codec<T> codec) {
    return raw(topic.name()).stream().map(record -> decoded(record.value(), codec)).toList();
  }

  private static <T> T decoded(byte[] value, Codec<T> codec) {
    try {
      return codec.decode(value);
    } catch (Undecodable e) {
      throw new AssertionError("The service wrote what nobody can read.", e);
    }
  }

  @Override
  public void close() {
    driver.close();
  }

  /// What is seen of the topics, as the test says.
  static final class SeenTopics implements TopicsThere {

    final Set<String> missing = new HashSet<>();
    final Map<String, Instant> back = new HashMap<>();

    @Override
    public boolean isMissing(String topic) {
      return missing.contains(topic);
    }

    @Override
    public Optional<Instant> backAt(String topic) {
      return Optional.ofNullable(back.get(topic));
    }
  }

  private interface Codec<T> {
    T decode(byte[] value) throws Undecodable;
  }
}
