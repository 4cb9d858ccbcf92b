package dev.templatedeployer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.admission.LimitedPerOwner;
import dev.templatedeployer.admission.TemplateAdmission;
import dev.templatedeployer.control.ControlledAdmission;
import dev.templatedeployer.domain.Admission;
import dev.templatedeployer.execute.Executor;
import dev.templatedeployer.query.Formats;
import dev.templatedeployer.query.HostedCanisters;
import dev.templatedeployer.query.Projector;
import dev.templatedeployer.query.ReadModel;
import dev.templatedeployer.query.Views;
import dev.templatedeployer.settings.Settings;
import dev.templatedeployer.stream.DeployerTopology;
import dev.templatedeployer.stream.DeploymentStreams;
import dev.templatedeployer.stream.StreamsSettings;
import dev.templatedeployer.template.catalog.HostedTemplate;
import dev.templatedeployer.template.catalog.Json;
import dev.templatedeployer.topics.TopicWatch;
import dev.templatedeployer.verify.LogVerifier;
import dev.templatedeployer.verify.Sources;
import dev.templatedeployer.verify.Verifications;
import dev.templatedeployer.verify.VerifyMetrics;
import dev.templatedeployer.wire.Topics;
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

  private final Blueprint blueprint;
  private final Settings settings;
  private final Map<String, String> kafka;
  private final Topics topics;
  private final GrantedTerms terms;
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
                blueprint.replyTopics().foreign());
    new StoresOnKafka(blueprint).checkBeforeStart();
    ControlParts control = ControlParts.start(blueprint, metrics.registry());
    closing.push(control::close);
    metrics.show(control::controls, blueprint.templates());
    var admission =
        new ControlledAdmission(
            new TemplateAdmission(
                blueprint.catalog(), terms::of, settings.get(DeployerSettings.PRINCIPAL_FORM)),
            control::controls);

    Formats formats = blueprint.formats();
    ReadModel model = readModel(clusterId);
    var views = new Views(model, formats);
    var acceptances = new AcceptancesInTime(views::accepted);
    TopicWatch watch = MissingTopics.watch(blueprint, changelogs());
    closing.push(watch::close);
    watch.start();
    MissingTopics missing =
        new MissingTopics(
            watch::sight,
            topics,
            blueprint.templates(),
            blueprint.replyTopics().all(),
            changelogs());
    DeploymentStreams streams =
        streams(
            stateDir,
            new LimitedPerOwner(admission, terms::of, acceptances, InstantSource.system()),
            control,
            missing);
    watch.onLook(() -> look(missing, streams));
    metrics.show(missing, watch.names());
    Projector projector = projector(model, formats);
    Executor executor = executor(control);
    URI api =
        new ApiOfInstallation(blueprint, instance, metrics.registry(), closing::push)
            .start(
                admission,
                views,
                projector,
                verifications(views, projector, formats),
                health(streams, projector, executor, control, watch, missing),
                control);
    boolean isRunning = streams.awaitRunning(UNTIL_RUNNING);
    LOG.atInfo()
        .addKeyValue("templates", blueprint.openTemplates())
        .log(
            isRunning
                ? "the service is up"
                : "the service is up, and decides as soon as its stores are restored");
    return new Deployer(api, blueprint.openTemplates(), death, closing);
  }

  /// Takes down what was put up, the last first.
  void takeApart() {
    closing.forEach(Runnable::run);
    closing.clear();
  }

  private ServiceHealth health(
      DeploymentStreams streams,
      Projector projector,
      Executor executor,
      ControlParts control,
      TopicWatch watch,
      MissingTopics missing) {
    var health =
        new ServiceHealth(
            streams, projector, executor, death, control.follower(), watch::trouble, missing);
    metrics.show(health);
    return health;
  }

  /// Has nothing decided while a topic is missing that holds what is promised.
  private static void look(MissingTopics missing, DeploymentStreams streams) {
    missing.tell();
    streams.rest(missing.stop().isPresent());
  }

  private List<String> changelogs() {
    return DeployerTopology.changelogs(settings.get(DeployerSettings.APPLICATION_ID));
  }

  private DeploymentStreams streams(
      Path stateDir, Admission admission, ControlParts control, MissingTopics missing) {
    var topology =
        new DeployerTopology(
            topics,
            blueprint.ids(),
            settings.get(DeployerSettings.BACKENDS),
            blueprint.catalog().all().stream().map(HostedTemplate::name).toList(),
            blueprint.replyTopics(),
            admission,
            control::controls,
            blueprint.kinds(),
            Json.mapper(),
            BEAT,
            metrics.registry(),
            blueprint.signatures(),
            missing);
    var streams =
        new DeploymentStreams(
            topology.build(),
            new StreamsSettings(
                settings.get(DeployerSettings.APPLICATION_ID),
                instance,
                new LocalStores(stateDir).folder(),
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
      throw new CannotStart(MachineDenial.of(e).orElseGet(() -> String.valueOf(e.getMessage())), e);
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
    var executor =
        new ExecutorOfInstallation(blueprint, instance).executor(control, metrics.registry());
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
}
