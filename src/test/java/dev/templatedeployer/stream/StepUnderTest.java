package dev.templatedeployer.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.control.Controls;
import dev.templatedeployer.domain.Admission;
import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.signature.SignatureVerifier;
import dev.templatedeployer.wire.AuditCodec;
import dev.templatedeployer.wire.BuiltInSchemaIds;
import dev.templatedeployer.wire.CommandCodec;
import dev.templatedeployer.wire.CommandMessage;
import dev.templatedeployer.wire.Envelope;
import dev.templatedeployer.wire.EventCodec;
import dev.templatedeployer.wire.OutcomeCodec;
import dev.templatedeployer.wire.RecordCodec;
import dev.templatedeployer.wire.ReplyCodec;
import dev.templatedeployer.wire.ReportCodec;
import dev.templatedeployer.wire.SchemaIds;
import dev.templatedeployer.wire.Topics;
import dev.templatedeployer.wire.Undecodable;
import dev.templatedeployer.wire.WorkCodec;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/// The real step of one task, from the bytes of its inputs to the bytes of its outputs, for tests
/// outside this package: they deliver, commit and abort, and the clock is theirs.
public final class StepUnderTest {

  private static final SchemaIds IDS = new BuiltInSchemaIds();
  private static final RecordCodec RECORDS = new RecordCodec();
  private static final Duration BEAT = Duration.ofMillis(100);

  private final Topics topics;
  private final Outside outside;
  private final Stores stores;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Context context;
  private final DecideAndEvolve step;

  /// What surrounds the step.
  public interface Outside {

    /// The service's clock.
    Instant now();

    /// Sends within the open transaction.
    void send(String topic, byte[] key, byte[] value, Headers headers, long timestamp);
  }

  /// The stores of a task, which outlive the process that owns it: their changelog does.
  public static final class Stores {

    private final Map<String, RollingStore> byName = new HashMap<>();

    /// Keeps what was written since the last commit.
    public void commit() {
      byName.values().forEach(RollingStore::commit);
    }

    /// Undoes what was written since the last commit.
    public void abort() {
      byName.values().forEach(RollingStore::abort);
    }

    /// Loses what says how far the inputs were read.
    public void forgetPositions() {
      byName.remove(DeploymentPath.INPUT_POSITIONS);
    }

    /// The stored deployment `id`, or null if there is none.
    public @Nullable DeploymentRecord deployment(String id) {
      byte[] value = store(DeploymentPath.DEPLOYMENTS).get(id.getBytes(UTF_8));
      return value == null ? null : decoded(value);
    }

    /// How many stored deployments have not ended.
    public long open() {
      return store(DeploymentPath.DEPLOYMENTS).values().stream()
          .filter(value -> !isTerminal(value))
          .count();
    }

    private RollingStore store(String name) {
      return byName.computeIfAbsent(name, RollingStore::new);
    }

    private static boolean isTerminal(byte[] value) {
      try {
        return RECORDS.isTerminal(value);
      } catch (Undecodable e) {
        throw new AssertionError("The step stored what nobody can read.", e);
      }
    }

    private static DeploymentRecord decoded(byte[] value) {
      try {
        return RECORDS.decode(value).record();
      } catch (Undecodable e) {
        throw new AssertionError("The step stored what nobody can read.", e);
      }
    }
  }

  /// A step that has not begun yet; [#init] begins it.
  public StepUnderTest(
      int partition,
      Topics topics,
      Admission admission,
      Supplier<Controls> controls,
      Set<TemplateName> templates,
      Stores stores,
      Outside outside) {
    this.topics = topics;
    this.outside = outside;
    this.stores = stores;
    this.context = new Context(new TaskId(0, partition));
    var metrics = new DecisionMetrics(meters);
    var decisions =
        new Decisions(
            inputs(topics),
            admission,
            controls,
            new DeploymentOutputs(
                new EventCodec(IDS),
                new OutcomeCodec(IDS),
                new WorkCodec(IDS),
                RECORDS,
                new ReplyCodec(IDS),
                new Replies(DeploymentPath.PUBLISH_REPLIES, Map.of()),
                templates),
            new DeadLetters(DeploymentPath.PUBLISH_DEAD_LETTERS),
            new Audited(new AuditCodec(IDS)),
            metrics);
    var commits = new PromptCommits(() -> nowMillis() * 1_000_000, this::nowMillis);
    this.step =
        new DecideAndEvolve(
            decisions,
            RECORDS,
            BEAT,
            commits,
            metrics,
            new InputPositions(meters),
            new Detours(Map.of(), DeploymentPath.PUBLISH_REPLIES, TopicsThere.ALWAYS, meters),
            new LostWork(Map.of(), TopicsThere.ALWAYS));
  }

  /// Begins, or begins anew: Kafka Streams revives the same instance after an abort.
  @SuppressWarnings("unchecked") // no class can be a context of arrays
  public void init() {
    context.punctuators.clear();
    step.init((ProcessorContext<byte[], Object>) (ProcessorContext<?, ?>) context);
  }

  /// Ends, as Kafka Streams does it to a task before it is revived or given away.
  public void close() {
    step.close();
  }

  /// Takes a record.
  public void process(
      String topic,
      int partition,
      long offset,
      byte[] key,
      byte[] value,
      Headers headers,
      long timestamp) {
    context.place = new Place(topic, partition, offset);
    step.process(new Record<>(key, value, timestamp, headers));
    context.place = null;
  }

  /// Looks at what is due.
  public void beat() {
    context.punctuators.forEach(punctuator -> punctuator.punctuate(nowMillis()));
  }

  /// How many deployments are on the agenda, as the last beat told it.
  public int onTheAgenda() {
    return (int) meters.get("deployer.deployments.open").gauge().value();
  }

  private long nowMillis() {
    return outside.now().toEpochMilli();
  }

  private static DeploymentInputs inputs(Topics topics) {
    var codec = new CommandCodec(IDS);
    var reports = new ReportCodec(IDS);
    String shared = topics.commands().name();
    String own = topics.adminCommands().name();
    return new DeploymentInputs(
        Map.of(shared, DeployerTopology.SHARED_BACKEND),
        Map.of(shared, commands(topics, shared, codec), own, commands(topics, own, codec)),
        own,
        new InputTopic<>(
            topics.reports().name(),
            topics.partitions(),
            Envelope.ATTEMPT_REPORT.maxBytes(),
            reports::decode,
            report -> report.id().value()),
        new SignedInputs(SignatureVerifier.NONE));
  }

  private static InputTopic<CommandMessage> commands(
      Topics topics, String name, CommandCodec codec) {
    return new InputTopic<>(
        name,
        topics.partitions(),
        Envelope.DEPLOYMENT_COMMAND.maxBytes(),
        (value, _) -> codec.decode(value),
        command -> command.id().value());
  }

  private String topic(String sink) {
    return switch (sink) {
      case DeploymentPath.PUBLISH_EVENTS -> topics.events().name();
      case DeploymentPath.PUBLISH_OUTCOMES -> topics.outcomes().name();
      case DeploymentPath.PUBLISH_REPLIES -> topics.replies().name();
      case DeploymentPath.PUBLISH_DEAD_LETTERS -> topics.deadLetters().name();
      case DeploymentPath.PUBLISH_AUDIT -> topics.audit().name();
      default ->
          topics
              .work(new TemplateName(sink.substring(DeploymentPath.publishWork("").length())))
              .name();
    };
  }

  private record Place(String topic, int partition, long offset) implements RecordMetadata {}

  /// What the step sees of Kafka Streams.
  private final class Context implements ProcessorContext<Object, Object> {

    final List<Punctuator> punctuators = new ArrayList<>();
    private final TaskId task;
    @Nullable Place place;

    Context(TaskId task) {
      this.task = task;
    }

    @Override
    public <K, V> void forward(Record<K, V> record) {
      throw new IllegalStateException("A step names the sink.");
    }

    @Override
    public <K, V> void forward(Record<K, V> record, String sink) {
      byte[] key = (byte[]) record.key();
      Object value = record.value();
      byte[] bytes = value instanceof AddressedReply reply ? reply.value() : (byte[]) value;
      outside.send(topic(sink), key, bytes, record.headers(), record.timestamp());
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <S extends StateStore> S getStateStore(String name) {
      return (S) stores.store(name);
    }

    @Override
    public Cancellable schedule(Duration interval, PunctuationType type, Punctuator punctuator) {
      punctuators.add(punctuator);
      return () -> punctuators.remove(punctuator);
    }

    @Override
    public Cancellable schedule(
        Instant from, Duration interval, PunctuationType type, Punctuator punctuator) {
      return schedule(interval, type, punctuator);
    }

    @Override
    public Optional<RecordMetadata> recordMetadata() {
      return Optional.ofNullable(place);
    }

    @Override
    public void commit() {} // when to commit is the test's choice

    @Override
    public TaskId taskId() {
      return task;
    }

    @Override
    public long currentSystemTimeMs() {
      return nowMillis();
    }

    @Override
    public long currentStreamTimeMs() {
      return nowMillis();
    }

    @Override
    public String applicationId() {
      return "simulation";
    }

    @Override
    public Serde<?> keySerde() {
      return Serdes.ByteArray();
    }

    @Override
    public Serde<?> valueSerde() {
      return Serdes.ByteArray();
    }

    @Override
    public File stateDir() {
      throw new UnsupportedOperationException("There is no disk.");
    }

    @Override
    public StreamsMetrics metrics() {
      throw new UnsupportedOperationException("Nobody measures.");
    }

    @Override
    public Map<String, Object> appConfigs() {
      return Map.of();
    }

    @Override
    public Map<String, Object> appConfigsWithPrefix(String prefix) {
      return Map.of();
    }
  }
}
