package dev.templatedeployer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.templatedeployer.admission.LimitedPerOwner;
import dev.templatedeployer.admission.TemplateAdmission;
import dev.templatedeployer.backlog.Backlogs;
import dev.templatedeployer.backlog.KafkaLags;
import dev.templatedeployer.backlog.RememberedBacklogs;
import dev.templatedeployer.canister.CanisterCommand;
import dev.templatedeployer.canister.JsonBytes;
import dev.templatedeployer.client.CanisterClient;
import dev.templatedeployer.client.ClientSettings;
import dev.templatedeployer.client.DeploymentClient;
import dev.templatedeployer.control.ControlledAdmission;
import dev.templatedeployer.control.Controls;
import dev.templatedeployer.deadletter.DeadLetters;
import dev.templatedeployer.deadletter.KafkaDeadLetters;
import dev.templatedeployer.domain.Admission;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.domain.Work;
import dev.templatedeployer.execute.Executor;
import dev.templatedeployer.execute.ExecutorClients;
import dev.templatedeployer.execute.ExecutorParts;
import dev.templatedeployer.execute.ExecutorSettings;
import dev.templatedeployer.execute.ExecutorTopics;
import dev.templatedeployer.execute.KafkaCanisterHosts;
import dev.templatedeployer.http.ApiServer;
import dev.templatedeployer.http.Health;
import dev.templatedeployer.http.HttpSettings;
import dev.templatedeployer.http.OfferedTemplate;
import dev.templatedeployer.http.SchemaRegistry;
import dev.templatedeployer.http.ServerNotStarted;
import dev.templatedeployer.http.Services;
import dev.templatedeployer.http.TlsSettings;
import dev.templatedeployer.http.auth.AuthSettings;
import dev.templatedeployer.http.auth.Authentication;
import dev.templatedeployer.query.Formats;
import dev.templatedeployer.query.HostedCanisters;
import dev.templatedeployer.query.Projector;
import dev.templatedeployer.query.ReadModel;
import dev.templatedeployer.query.Views;
import dev.templatedeployer.replay.driving.ReplayDesk;
import dev.templatedeployer.replay.driving.ReplayService;
import dev.templatedeployer.replay.driving.ViewedCandidates;
import dev.templatedeployer.settings.Settings;
import dev.templatedeployer.stream.DeployerTopology;
import dev.templatedeployer.stream.DeploymentStreams;
import dev.templatedeployer.stream.StreamsSettings;
import dev.templatedeployer.template.catalog.HostedTemplate;
import dev.templatedeployer.template.catalog.Json;
import dev.templatedeployer.template.catalog.TemplateCatalog;
import dev.templatedeployer.verify.LogVerifier;
import dev.templatedeployer.verify.Sources;
import dev.templatedeployer.verify.Verifications;
import dev.templatedeployer.verify.VerifyMetrics;
import dev.templatedeployer.wire.CanisterCommandCodec;
import dev.templatedeployer.wire.RegistryEndpoint;
import dev.templatedeployer.wire.ReportCodec;
import dev.templatedeployer.wire.SchemaIds;
import dev.templatedeployer.wire.Topics;
import dev.templatedeployer.wire.WorkCodec;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts the service together from its parts, in the order in which they need each other, and
/// remembers how to take each down again.
final class Assembly {

  private static final Logger LOG = LoggerFactory.getLogger(Assembly.class);
  private static final Duration BEAT = Duration.ofMillis(100);
  private static final Duration UNTIL_RUNNING = Duration.ofSeconds(30);
  private static final Duration BACKLOG_PATIENCE = Duration.ofSeconds(2);

  private final Blueprint blueprint;
  private final Settings settings;
  private final Map<String, String> kafka;
  private final Topics topics;
  private final SchemaIds ids;
  private final TemplateCatalog catalog;
  private final GrantedTerms terms;
  private final ObjectMapper json = Json.mapper();
  private final Metrics metrics = new Metrics();
  private final Death death = new Death();

  /// What this process is called in the groups that it is in; known from [#start] on.
  private String instance = "";

  /// How each part is taken down, the last that was put up first.
  private final Deque<Runnable> closing = new ArrayDeque<>();

  Assembly(Blueprint blueprint) {
    this.blueprint = blueprint;
    this.settings = blueprint.settings();
    this.kafka = blueprint.kafka();
    this.topics = blueprint.topics();
    this.ids = blueprint.ids();
    this.catalog = blueprint.catalog();
    this.terms = blueprint.terms();
    closing.push(blueprint::close);
  }

  /// Puts everything up.
  Deployer start() throws CannotStart, InterruptedException {
    Path stateDir = blueprint.stateDir();
    StateDirectory held = StateDirectory.hold(stateDir);
    closing.push(held::close);
    Optional<String> named = settings.get(DeployerSettings.INSTANCE);
    instance = named.isPresent() ? named.get() : held.instance();
    closing.push(metrics::close);
    blueprint.declaredTemplates().endLeftovers();
    String clusterId =
        new Cluster(kafka)
            .check(
                blueprint.allTopics(),
                settings.get(DeployerSettings.REPLICATION),
                blueprint.replyTopics());
    ControlParts control = ControlParts.start(blueprint, metrics.registry());
    closing.push(control::close);
    metrics.show(control::controls, blueprint.templates());
    var admission =
        new ControlledAdmission(
            new TemplateAdmission(
                catalog, terms::of, settings.get(DeployerSettings.PRINCIPAL_FORM)),
            control::controls);

    Formats formats = blueprint.formats();
    ReadModel model = readModel(clusterId);
    var views = new Views(model, formats);
    var acceptances = new AcceptancesInTime(views::accepted);
    DeploymentStreams streams =
        streams(stateDir, new LimitedPerOwner(admission, terms::of, acceptances), control);
    Projector projector = projector(model, formats);
    Executor executor = executor(control);
    ApiServer api =
        api(
            admission,
            views,
            projector,
            verifications(views, projector, formats),
            new ServiceHealth(streams, projector, executor, death, control.follower()),
            control);
    boolean isRunning = streams.awaitRunning(UNTIL_RUNNING);
    LOG.atInfo()
        .addKeyValue("templates", blueprint.openTemplates())
        .log(
            isRunning
                ? "the service is up"
                : "the service is up, and decides as soon as its stores are restored");
    return new Deployer(address(api), blueprint.openTemplates(), death, closing);
  }

  /// Takes down what was put up, the last first.
  void takeApart() {
    closing.forEach(Runnable::run);
    closing.clear();
  }

  private DeploymentStreams streams(Path stateDir, Admission admission, ControlParts control) {
    var topology =
        new DeployerTopology(
            topics,
            ids,
            settings.get(DeployerSettings.BACKENDS),
            catalog.all().stream().map(HostedTemplate::name).toList(),
            blueprint.replyTopics(),
            admission,
            control::controls,
            blueprint.kinds(),
            json,
            BEAT,
            metrics.registry(),
            blueprint.signatures());
    var streams =
        new DeploymentStreams(
            topology.build(),
            new StreamsSettings(
                settings.get(DeployerSettings.APPLICATION_ID),
                instance,
                stateDir.resolve("streams"),
                settings.get(DeployerSettings.STREAM_THREADS),
                settings.get(DeployerSettings.COMMIT_INTERVAL),
                settings.get(DeployerSettings.STANDBYS),
                settings.get(DeployerSettings.REPLICATION),
                kafka),
            metrics.registry(),
            death::come);
    closing.push(streams::close);
    streams.start();
    return streams;
  }

  private ReadModel readModel(String clusterId) throws CannotStart {
    try {
      ReadModel model =
          ReadModel.open(
              blueprint.readModel(), blueprint.readModelFile(), blueprint.eventTopics(clusterId));
      closing.push(model::close);
      return model;
    } catch (IllegalStateException e) {
      throw new CannotStart(String.valueOf(e.getMessage()), e);
    }
  }

  private Projector projector(ReadModel model, Formats formats) {
    var projector =
        new Projector(
            model,
            formats,
            new HostedCanisters(blueprint.kinds()),
            () -> new KafkaConsumer<>(blueprint.withKafka(Projector.CONSUMER_SETTINGS)));
    closing.push(projector::close);
    projector.start();
    metrics.show(projector);
    return projector;
  }

  private Executor executor(ControlParts control) {
    ExecutorSettings how = executorSettings();
    var work = new WorkCodec(ids);
    var reports = new ReportCodec(ids);
    var commands = new CanisterCommandCodec(ids);
    var producer = ExecutorClients.producer(blueprint.withKafka(Map.of()), how);
    var executor =
        new Executor(
            how,
            new ExecutorParts(
                catalog,
                new ExecutorTopics(blueprint.workTopics(), topics.reports().name()),
                work::decode,
                reports::encode,
                new KafkaCanisterHosts(
                    producer,
                    topics.canisterCommands().name(),
                    (start, config) -> commands.encode(creation(start, config))),
                ExecutorClients.consumer(blueprint.withKafka(Map.of()), how),
                producer,
                template -> control.controls().mayStart(template),
                metrics.registry()));
    Duration drain = settings.get(DeployerSettings.DRAIN);
    closing.push(() -> executor.close(drain));
    control.follower().onChange((_, _) -> executor.lookAgain());
    executor.start();
    return executor;
  }

  private Verifications verifications(Views views, Projector projector, Formats formats) {
    var sources =
        new Sources(
            topics.events().name(),
            settings.get(DeployerSettings.APPLICATION_ID) + "-deployments-changelog",
            topics.canisterEvents().name(),
            formats.events(),
            formats.canisterEvents(),
            id -> Utils.toPositive(Utils.murmur2(id.getBytes(UTF_8))) % topics.partitions());
    var verifier =
        new LogVerifier(
            sources,
            views,
            projector,
            () -> new KafkaConsumer<>(blueprint.withKafka(LogVerifier.CONSUMER_SETTINGS)));
    var verifications =
        new Verifications(verifier, new VerifyMetrics(metrics.registry()), InstantSource.system());
    closing.push(verifications::close);
    Duration interval = settings.get(DeployerSettings.VERIFY_INTERVAL);
    if (interval.isPositive()) {
      verifications.schedule(interval);
    }
    return verifications;
  }

  private String executorsGroup() {
    return settings.get(DeployerSettings.APPLICATION_ID) + "-executors";
  }

  private Backlogs backlogs() {
    var lags =
        new KafkaLags(
            blueprint.withKafka(Map.of()),
            executorsGroup(),
            blueprint.workTopics(),
            topics.partitions(),
            BACKLOG_PATIENCE);
    closing.push(lags::close);
    var backlogs = new RememberedBacklogs(lags, InstantSource.system());
    backlogs.showIn(metrics.registry(), blueprint.templates());
    return backlogs;
  }

  private ExecutorSettings executorSettings() {
    String group = executorsGroup();
    ExecutorSettings standard = ExecutorSettings.standard(ProcessName.ofThis(), group);
    Duration shortestLease = Duration.ofSeconds(30);
    for (TemplateName name : blueprint.templates()) {
      Duration lease = terms.of(name).policy().lease();
      shortestLease = lease.compareTo(shortestLease) < 0 ? lease : shortestLease;
    }
    return new ExecutorSettings(
        standard.name(),
        group,
        instance,
        settings.get(DeployerSettings.RUNS_AT_ONCE),
        standard.parallelismOfATemplate(),
        terms.parallelism(),
        standard.queue(),
        standard.startedAfter(),
        shortestLease.dividedBy(3),
        standard.grace(),
        standard.commit());
  }

  /// The record that creates the canister of `start`: for its owner, under the id of the
  /// deployment.
  private CanisterCommand creation(Work.Start start, Object config) {
    try {
      return new CanisterCommand.Create(
          start.canisterId(),
          start.id().value(),
          start.owner(),
          start.template().value(),
          new JsonBytes(json.writeValueAsBytes(config)),
          start.owner(),
          start.id().value(),
          start.acceptedAt());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A config that was read cannot be written again.", e);
    }
  }

  private ApiServer api(
      Admission admission,
      Views views,
      Projector projector,
      Verifications verifications,
      Health health,
      ControlParts control)
      throws CannotStart {
    DeploymentClient deployments =
        DeploymentClient.open(
            ClientSettings.of(kafka, topics.adminCommands().name(), topics.httpReplies().name()),
            ids);
    closing.push(deployments::close);
    CanisterClient canisters =
        CanisterClient.open(
            ClientSettings.of(kafka, topics.canisterCommands().name(), topics.httpReplies().name()),
            ids);
    closing.push(canisters::close);
    var services =
        new Services(
            deployments,
            canisters,
            views,
            views,
            views,
            backlogs(),
            views,
            projector,
            projector.changes(),
            blueprint.kinds()::kind,
            () -> offered(control.controls()),
            admission,
            authentication(control),
            control.audit(),
            deadLetters(),
            control.desk(),
            control.trail(),
            health,
            metrics.registry(),
            this::ofRegistry,
            verifications,
            replays(deployments, views, projector),
            blueprint::asyncApi,
            InstantSource.system());
    try {
      ApiServer server = ApiServer.start(HttpSettings.from(settings), services);
      closing.push(server::close);
      return server;
    } catch (ServerNotStarted e) {
      throw new CannotStart(String.valueOf(e.getMessage()), e);
    }
  }

  private ReplayDesk replays(DeploymentClient commands, Views views, Projector projector) {
    var replays =
        new ReplayService(
            new ReplayService.Place(
                blueprint.withKafka(Map.of()),
                settings.get(DeployerSettings.APPLICATION_ID) + "-replays",
                instance,
                topics.replays().name(),
                topics.outcomes().name()),
            ids,
            commands,
            new ViewedCandidates(views, InstantSource.system()),
            views,
            projector,
            metrics.registry(),
            InstantSource.system());
    closing.push(replays::close);
    replays.start();
    return replays.desk();
  }

  private DeadLetters deadLetters() {
    return new KafkaDeadLetters(
        kafka,
        settings.get(DeployerSettings.APPLICATION_ID) + "-redrive",
        topics.deadLetters(),
        blueprint.allTopics(),
        ids);
  }

  private Authentication authentication(ControlParts control) throws CannotStart {
    try {
      return AuthSettings.authentication(settings, name -> control.controls().rolesOf(name));
    } catch (IllegalArgumentException e) {
      throw new CannotStart(String.valueOf(e.getMessage()), e);
    }
  }

  private SchemaRegistry.Response ofRegistry(String method, String path, byte[] body) {
    RegistryEndpoint.Answer answer =
        blueprint.registry().answer(method, path, new String(body, UTF_8));
    return new SchemaRegistry.Response(answer.status(), answer.json());
  }

  private List<OfferedTemplate> offered(Controls controls) {
    return catalog.all().stream()
        .<OfferedTemplate>map(template -> offered(template, controls))
        .toList();
  }

  private OfferedTemplate offered(HostedTemplate<?> template, Controls controls) {
    var name = new TemplateName(template.name());
    return new OfferedTemplate(
        template.name(),
        template.version(),
        template.title(),
        template.description(),
        terms.of(name).isEnabled(),
        controls.pause(name).isPresent(),
        template.schema());
  }

  private URI address(ApiServer api) {
    String host = settings.get(HttpSettings.HOST);
    return URI.create(
        "%s://%s:%d"
            .formatted(
                settings.get(TlsSettings.KEY_STORE).isPresent() ? "https" : "http",
                host.contains(":") ? "[" + host + "]" : host,
                api.port()));
  }
}
