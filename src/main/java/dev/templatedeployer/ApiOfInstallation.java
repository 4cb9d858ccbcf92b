package dev.templatedeployer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.backlog.Backlogs;
import dev.templatedeployer.backlog.KafkaLags;
import dev.templatedeployer.backlog.RememberedBacklogs;
import dev.templatedeployer.client.CanisterClient;
import dev.templatedeployer.client.ClientSettings;
import dev.templatedeployer.client.DeploymentClient;
import dev.templatedeployer.control.Controls;
import dev.templatedeployer.deadletter.DeadLetters;
import dev.templatedeployer.deadletter.KafkaDeadLetters;
import dev.templatedeployer.domain.Admission;
import dev.templatedeployer.domain.TemplateName;
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
import dev.templatedeployer.query.Projector;
import dev.templatedeployer.query.Views;
import dev.templatedeployer.replay.driving.ReplayDesk;
import dev.templatedeployer.replay.driving.ReplayService;
import dev.templatedeployer.replay.driving.ViewedCandidates;
import dev.templatedeployer.settings.Settings;
import dev.templatedeployer.template.catalog.HostedTemplate;
import dev.templatedeployer.verify.Verifications;
import dev.templatedeployer.wire.RegistryEndpoint;
import dev.templatedeployer.wire.Topics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The API of this installation, and what only the API needs: clients that send its commands,
/// replays, dead letters, backlogs, and who its users are.
final class ApiOfInstallation {

  private static final Logger LOG = LoggerFactory.getLogger(ApiOfInstallation.class);
  private static final Duration BACKLOG_PATIENCE = Duration.ofSeconds(2);

  private final Blueprint blueprint;
  private final Settings settings;
  private final Topics topics;
  private final String instance;
  private final PrometheusMeterRegistry registry;
  private final Consumer<Runnable> closing;

  /// @param instance what this process is called in the groups that it is in
  /// @param closing takes how each part is taken down, the last that was put up first
  ApiOfInstallation(
      Blueprint blueprint,
      String instance,
      PrometheusMeterRegistry registry,
      Consumer<Runnable> closing) {
    this.blueprint = blueprint;
    this.settings = blueprint.settings();
    this.topics = blueprint.topics();
    this.instance = instance;
    this.registry = registry;
    this.closing = closing;
  }

  /// Starts the API, and what only it needs.
  ///
  /// @return where it listens
  /// @throws CannotStart if it cannot listen there, or if its users could not be told apart
  URI start(
      Admission admission,
      Views views,
      Projector projector,
      Verifications verifications,
      Health health,
      ControlParts control)
      throws CannotStart {
    DeploymentClient deployments =
        DeploymentClient.open(
            ClientSettings.of(
                blueprint.kafka(), topics.adminCommands().name(), topics.httpReplies().name()),
            blueprint.ids());
    closing.accept(deployments::close);
    CanisterClient canisters =
        CanisterClient.open(
            ClientSettings.of(
                blueprint.kafka(), topics.canisterCommands().name(), topics.httpReplies().name()),
            blueprint.ids(),
            blueprint.signer());
    closing.accept(canisters::close);
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
            registry,
            this::ofRegistry,
            verifications,
            replays(deployments, views, projector),
            blueprint::asyncApi,
            InstantSource.system());
    try {
      ApiServer server = ApiServer.start(HttpSettings.from(settings), services);
      closing.accept(server::close);
      LOG.atInfo()
          .addKeyValue("port", server.probesPort())
          .log("the probes have a port of their own");
      return address(server);
    } catch (ServerNotStarted e) {
      throw new CannotStart(String.valueOf(e.getMessage()), e);
    }
  }

  private Backlogs backlogs() {
    var lags =
        new KafkaLags(
            blueprint.withKafka(Map.of()),
            ExecutorOfInstallation.group(settings),
            blueprint.workTopics(),
            topics.partitions(),
            BACKLOG_PATIENCE);
    closing.accept(lags::close);
    var backlogs = new RememberedBacklogs(lags, InstantSource.system());
    backlogs.showIn(registry, blueprint.templates());
    return backlogs;
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
            blueprint.ids(),
            commands,
            new ViewedCandidates(views, InstantSource.system()),
            views,
            projector,
            registry,
            InstantSource.system());
    closing.accept(replays::close);
    replays.start();
    return replays.desk();
  }

  private DeadLetters deadLetters() {
    return new KafkaDeadLetters(
        blueprint.kafka(),
        settings.get(DeployerSettings.APPLICATION_ID) + "-redrive",
        topics.deadLetters(),
        blueprint.allTopics(),
        blueprint.ids());
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
    return blueprint.catalog().all().stream()
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
        blueprint.terms().of(name).isEnabled(),
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
