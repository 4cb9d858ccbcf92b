package dev.templatedeployer.stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.templatedeployer.canister.hosting.HostedKinds;
import dev.templatedeployer.control.Controls;
import dev.templatedeployer.domain.Admission;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.signature.SignatureVerifier;
import dev.templatedeployer.wire.AuditCodec;
import dev.templatedeployer.wire.CanisterCommandCodec;
import dev.templatedeployer.wire.CanisterEventCodec;
import dev.templatedeployer.wire.CanisterReplyCodec;
import dev.templatedeployer.wire.CommandCodec;
import dev.templatedeployer.wire.CommandMessage;
import dev.templatedeployer.wire.Envelope;
import dev.templatedeployer.wire.EventCodec;
import dev.templatedeployer.wire.OutcomeCodec;
import dev.templatedeployer.wire.RecordCodec;
import dev.templatedeployer.wire.ReplyCodec;
import dev.templatedeployer.wire.ReplyTopics;
import dev.templatedeployer.wire.ReportCodec;
import dev.templatedeployer.wire.SchemaIds;
import dev.templatedeployer.wire.Topic;
import dev.templatedeployer.wire.Topics;
import dev.templatedeployer.wire.WorkCodec;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.streams.Topology;

/// The topology of the service: the path of deployments and the path of canisters, side by side.
///
/// Two sub-topologies, which share nothing but topics. [DeploymentPath] and [CanisterPath] show
/// where everything goes.
///
/// @param topics every topic of the service
/// @param ids the schema ids that values are written with
/// @param backends the backends that have a command topic of their own; if there are none, all
///   share one
/// @param templates the templates that work is handed out for
/// @param replyTopics the topics that a command may ask to be answered on, by its sender
/// @param admission lets requests in
/// @param controls what holds at the moment of asking: which backends may deploy, what is paused
/// @param kinds the kinds of canister
/// @param json writes and reads canisters
/// @param beat how often due times are looked at
/// @param registry where decisions are counted
/// @param signatures says what signatures are worth
/// @param there which topics are there
public record DeployerTopology(
    Topics topics,
    SchemaIds ids,
    List<String> backends,
    List<String> templates,
    ReplyTopics replyTopics,
    Admission admission,
    Supplier<Controls> controls,
    HostedKinds kinds,
    ObjectMapper json,
    Duration beat,
    MeterRegistry registry,
    SignatureVerifier signatures,
    TopicsThere there) {

  /// The name under which the backends appear that share one command topic.
  public static final String SHARED_BACKEND = "backend";

  public DeployerTopology {
    backends = List.copyOf(backends);
    templates = List.copyOf(templates);
  }

  /// The changelogs of the stores, which Kafka Streams makes when it first starts.
  public static List<String> changelogs(String applicationId) {
    return Stream.of(
            DeploymentPath.DEPLOYMENTS,
            DeploymentPath.INPUT_POSITIONS,
            CanisterPath.CANISTERS,
            CanisterPath.TAKEN_COMMANDS,
            CanisterPath.INPUT_POSITIONS)
        .map(store -> applicationId + "-" + store + "-changelog")
        .toList();
  }

  /// The topology.
  public Topology build() {
    var topology = new Topology();
    var metrics = new DecisionMetrics(registry);
    var decisions =
        new Decisions(
            inputs(),
            admission,
            controls,
            outputs(),
            new DeadLetters(DeploymentPath.PUBLISH_DEAD_LETTERS),
            new Audited(new AuditCodec(ids)),
            metrics);
    var records = new RecordCodec();
    var commits = new PromptCommits(System::nanoTime, System::currentTimeMillis);
    DeploymentPath.addTo(
        topology,
        topics,
        inputs().commands().keySet().stream().sorted().toList(),
        templates,
        replyTopics.all(),
        () ->
            new DecideAndEvolve(
                decisions,
                records,
                beat,
                commits,
                metrics,
                new InputPositions(registry),
                new Detours(
                    DeploymentPath.passable(topics, templates, replyTopics.all()),
                    DeploymentPath.PUBLISH_REPLIES,
                    there,
                    registry),
                new LostWork(workTopics(), there)));
    var canisters = canisterDecisions();
    CanisterPath.addTo(
        topology,
        topics,
        replyTopics.ofService(),
        () ->
            new HostCanisters(
                canisters,
                json,
                commits,
                new InputPositions(registry),
                new Detours(
                    CanisterPath.replySinks(topics, replyTopics.ofService()),
                    CanisterPath.PUBLISH_CANISTER_REPLIES,
                    there,
                    registry)));
    return topology;
  }

  private Map<TemplateName, String> workTopics() {
    var work = new HashMap<TemplateName, String>();
    templates.forEach(template -> {
      var name = new TemplateName(template);
      work.put(name, topics.work(name).name());
    });
    return work;
  }

  private DeploymentInputs inputs() {
    Map<String, String> callers = callers();
    var codec = new CommandCodec(ids);
    var commands = new HashMap<String, InputTopic<CommandMessage>>();
    callers.keySet().forEach(topic -> commands.put(topic, commandsOn(topic, codec)));
    String own = topics.adminCommands().name();
    commands.put(own, commandsOn(own, codec));
    var reports = new ReportCodec(ids);
    return new DeploymentInputs(
        callers,
        commands,
        own,
        new InputTopic<>(
            topics.reports().name(),
            topics.partitions(),
            Envelope.ATTEMPT_REPORT.maxBytes(),
            reports::decode,
            report -> report.id().value()),
        new SignedInputs(signatures));
  }

  /// The backend that writes each command topic, by topic.
  private Map<String, String> callers() {
    var callers = new LinkedHashMap<String, String>();
    if (backends.isEmpty()) {
      callers.put(topics.commands().name(), SHARED_BACKEND);
    }
    backends.forEach(backend -> callers.put(topics.commands(backend).name(), backend));
    return callers;
  }

  private InputTopic<CommandMessage> commandsOn(String topic, CommandCodec codec) {
    return new InputTopic<>(
        topic,
        topics.partitions(),
        Envelope.DEPLOYMENT_COMMAND.maxBytes(),
        (value, _) -> codec.decode(value),
        command -> command.id().value());
  }

  private DeploymentOutputs outputs() {
    return new DeploymentOutputs(
        new EventCodec(ids),
        new OutcomeCodec(ids),
        new WorkCodec(ids),
        new RecordCodec(),
        new ReplyCodec(ids),
        new Replies(DeploymentPath.PUBLISH_REPLIES, replySinks()),
        templates.stream().map(TemplateName::new).collect(Collectors.toSet()));
  }

  private CanisterDecisions canisterDecisions() {
    var codec = new CanisterCommandCodec(ids);
    Topic commands = topics.canisterCommands();
    return new CanisterDecisions(
        kinds,
        new InputTopic<>(
            commands.name(),
            topics.partitions(),
            Envelope.CANISTER_COMMAND.maxBytes(),
            (value, _) -> codec.decode(value),
            command -> command.canisterId().text()),
        new SignedInputs(signatures),
        new CanisterOutputs(
            new CanisterEventCodec(ids),
            new CanisterReplyCodec(ids),
            new Replies(
                CanisterPath.PUBLISH_CANISTER_REPLIES,
                Map.of(
                    commands.name(),
                    sinks(replyTopics.ofService(), CanisterPath::publishCanisterRepliesTo))),
            commands.name(),
            json),
        new DeadLetters(CanisterPath.PUBLISH_CANISTER_DEAD_LETTERS));
  }

  /// For each topic that commands arrive on, the sinks of the replies that they may ask for.
  private Map<String, Map<String, String>> replySinks() {
    var sinks = new HashMap<String, Map<String, String>>();
    callers()
        .forEach((topic, backend) ->
            sinks.put(
                topic, sinks(replyTopics.ofBackend(backend), DeploymentPath::publishRepliesTo)));
    sinks.put(
        topics.adminCommands().name(),
        sinks(replyTopics.ofService(), DeploymentPath::publishRepliesTo));
    return sinks;
  }

  private static Map<String, String> sinks(
      Collection<String> replyTopics, UnaryOperator<String> sinkOf) {
    var sinks = new HashMap<String, String>();
    replyTopics.forEach(topic -> sinks.put(topic, sinkOf.apply(topic)));
    return sinks;
  }
}
