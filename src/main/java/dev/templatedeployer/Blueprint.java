package dev.templatedeployer;

import dev.templatedeployer.canister.hosting.HostedKinds;
import dev.templatedeployer.cli.Installation;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.http.HttpSettings;
import dev.templatedeployer.http.TlsSettings;
import dev.templatedeployer.http.auth.AuthMode;
import dev.templatedeployer.http.auth.AuthSettings;
import dev.templatedeployer.query.EventTopics;
import dev.templatedeployer.query.Formats;
import dev.templatedeployer.query.KeptRecords;
import dev.templatedeployer.query.ReadModelSettings;
import dev.templatedeployer.settings.Secret;
import dev.templatedeployer.settings.Settings;
import dev.templatedeployer.signature.CommandSigner;
import dev.templatedeployer.signature.SignatureVerifier;
import dev.templatedeployer.template.catalog.Json;
import dev.templatedeployer.template.catalog.TemplateCatalog;
import dev.templatedeployer.template.catalog.UnusableTemplates;
import dev.templatedeployer.template.engine.DeclaredTemplates;
import dev.templatedeployer.wire.AsyncApi;
import dev.templatedeployer.wire.BuiltInSchemaIds;
import dev.templatedeployer.wire.CanisterEventCodec;
import dev.templatedeployer.wire.EventCodec;
import dev.templatedeployer.wire.RegistryAddress;
import dev.templatedeployer.wire.RegistryEndpoint;
import dev.templatedeployer.wire.RegistryException;
import dev.templatedeployer.wire.RegistrySchemaIds;
import dev.templatedeployer.wire.ReplyTopics;
import dev.templatedeployer.wire.SchemaIds;
import dev.templatedeployer.wire.Topic;
import dev.templatedeployer.wire.Topics;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What follows from the settings before anything runs: the topics, the templates and what is
/// granted to them, the kinds of canister, the schema ids.
///
/// Touches no broker; the schema registry is asked if there is one.
final class Blueprint implements AutoCloseable {

  private final Settings settings;
  private final Map<String, String> kafka;
  private final Topics topics;
  private final HostedKinds kinds;
  private final DeclaredTemplates declaredTemplates;
  private final TemplateCatalog catalog;
  private final GrantedTerms terms;
  private final SignatureVerifier signatures;
  private final @Nullable CommandSigner signer;
  private final ReplyTopics replyTopics;
  private final RegistryEndpoint registry;
  private final SchemaIds ids;
  private final ReadModelSettings readModel;

  /// @param variables what declarative templates may refer to
  /// @throws CannotStart with all that is wrong with a part
  Blueprint(Settings settings, Map<String, String> variables) throws CannotStart {
    this.settings = settings;
    this.kafka = settings.kafka();
    this.topics = readTopics();
    this.kinds =
        HostedKinds.onClassPath(Json.mapper(), settings.get(DeployerSettings.PRINCIPAL_FORM));
    this.declaredTemplates = new DeclaredTemplates(stateDir().resolve("runs"), variables::get);
    this.catalog = readCatalog();
    this.terms = GrantedTerms.of(catalog, settings);
    this.readModel = readModelSettings();
    this.signatures = SignatureSettings.verifier(settings);
    this.signer = SignatureSettings.signer(settings).orElse(null);
    this.replyTopics = readReplyTopics();
    this.registry = new RegistryEndpoint(allTopics());
    refuseOpenDoors();
    this.ids = schemaIds();
  }

  Settings settings() {
    return settings;
  }

  /// What the operator passes through to Kafka's clients.
  Map<String, String> kafka() {
    return kafka;
  }

  Topics topics() {
    return topics;
  }

  HostedKinds kinds() {
    return kinds;
  }

  DeclaredTemplates declaredTemplates() {
    return declaredTemplates;
  }

  TemplateCatalog catalog() {
    return catalog;
  }

  GrantedTerms terms() {
    return terms;
  }

  /// What signatures are worth.
  SignatureVerifier signatures() {
    return signatures;
  }

  /// What this process signs its reports and its commands to canisters with, or null if it does
  /// not.
  @Nullable CommandSigner signer() {
    return signer;
  }

  RegistryEndpoint registry() {
    return registry;
  }

  SchemaIds ids() {
    return ids;
  }

  /// Where the read model is kept.
  ReadModelSettings readModel() {
    return readModel;
  }

  /// The file of the read model, unless it is in a database elsewhere.
  Path readModelFile() {
    return stateDir().resolve("read-model.db");
  }

  /// The logs that the read model follows on the cluster `clusterId`.
  EventTopics eventTopics(String clusterId) {
    return new EventTopics(clusterId, topics.events().name(), topics.canisterEvents().name());
  }

  /// How what is on those logs is read.
  Formats formats() {
    var events = new EventCodec(ids);
    var canisterEvents = new CanisterEventCodec(ids);
    return new Formats(events::decode, canisterEvents::decode, new KeptRecords());
  }

  /// Where the service keeps its state.
  Path stateDir() {
    return settings.get(DeployerSettings.STATE_DIR).toAbsolutePath().normalize();
  }

  /// Every topic of the service.
  List<Topic> allTopics() {
    return topics.all(templates(), settings.get(DeployerSettings.BACKENDS));
  }

  /// The contract of the topics, as YAML.
  byte[] asyncApi() {
    return AsyncApi.yaml(topics, templates(), settings.get(DeployerSettings.BACKENDS));
  }

  private String commandTopic() {
    List<String> backends = settings.get(DeployerSettings.BACKENDS);
    return (backends.isEmpty() ? topics.commands() : topics.commands(backends.getFirst())).name();
  }

  /// The work topic of each template.
  Map<TemplateName, String> workTopics() {
    var work = new HashMap<TemplateName, String>();
    templates().forEach(name -> work.put(name, topics.work(name).name()));
    return work;
  }

  /// The topics that a command may ask to be answered on.
  ReplyTopics replyTopics() {
    return replyTopics;
  }

  /// The names of all templates.
  List<TemplateName> templates() {
    return catalog.all().stream().map(template -> new TemplateName(template.name())).toList();
  }

  /// The names of those that may be deployed from.
  List<String> openTemplates() {
    return templates().stream()
        .filter(name -> terms.of(name).isEnabled())
        .map(TemplateName::value)
        .toList();
  }

  /// What the operator passes through to Kafka's clients, and `more`.
  Map<String, Object> withKafka(Map<String, Object> more) {
    var all = new HashMap<String, Object>(kafka);
    all.putAll(more);
    return all;
  }

  /// Makes the topics that are missing.
  void createTopics() throws CannotStart, InterruptedException {
    new Cluster(kafka).create(allTopics(), settings.get(DeployerSettings.REPLICATION));
  }

  /// What the commands are told that speak to Kafka directly.
  Installation.Cluster installation() {
    return new Installation.Cluster(
        kafka,
        topics,
        commandTopic(),
        allTopics(),
        replyTopics,
        settings.get(DeployerSettings.REPLICATION),
        settings.get(DeployerSettings.APPLICATION_ID),
        ids);
  }

  private ReadModelSettings readModelSettings() throws CannotStart {
    try {
      return ReadModelSettings.from(settings);
    } catch (IllegalArgumentException e) {
      throw new CannotStart(String.valueOf(e.getMessage()), e);
    }
  }

  private Topics readTopics() throws CannotStart {
    try {
      return new Topics(
          settings.get(DeployerSettings.DEPLOYMENTS_PREFIX),
          settings.get(DeployerSettings.CANISTERS_PREFIX),
          settings.get(DeployerSettings.PARTITIONS));
    } catch (IllegalArgumentException e) {
      throw new CannotStart(String.valueOf(e.getMessage()), e);
    }
  }

  private ReplyTopics readReplyTopics() throws CannotStart {
    Set<String> known = DeployerSettings.backends(settings);
    var ofBackends = new HashMap<String, List<String>>();
    for (String backend : settings.namesIn(DeployerSettings.BACKEND_REPLY_TOPICS)) {
      if (!known.contains(backend)) {
        throw new CannotStart(
            "backends.%s.reply-topics: there is no such backend. There are: %s."
                .formatted(backend, String.join(", ", known)));
      }
      ofBackends.put(backend, settings.get(DeployerSettings.BACKEND_REPLY_TOPICS.named(backend)));
    }
    return new ReplyTopics(
        topics.httpReplies().name(), settings.get(DeployerSettings.REPLY_TOPICS), ofBackends);
  }

  /// The registry that the settings name gives the ids; without one the built-in ones hold, which
  /// this service itself answers for.
  private SchemaIds schemaIds() throws CannotStart {
    Optional<String> url = settings.get(DeployerSettings.REGISTRY_URL);
    if (url.isEmpty()) {
      return new BuiltInSchemaIds();
    }
    try {
      return RegistrySchemaIds.connect(
          registryAddress(url.get()), allTopics(), RegistrySchemaIds.Missing.REGISTER);
    } catch (RegistryException e) {
      throw new CannotStart(String.valueOf(e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotStart("Interrupted while the schema registry was asked.", e);
    }
  }

  private RegistryAddress registryAddress(String url) throws CannotStart {
    try {
      return new RegistryAddress(
          URI.create(url),
          settings.get(DeployerSettings.REGISTRY_USER).orElse(null),
          settings.get(DeployerSettings.REGISTRY_PASSWORD).map(Secret::value).orElse(null));
    } catch (IllegalArgumentException e) {
      throw new CannotStart("deployer.registry.url: " + e.getMessage(), e);
    }
  }

  private TemplateCatalog readCatalog() throws CannotStart {
    try {
      return TemplateCatalog.load(
          settings.get(DeployerSettings.TEMPLATES_DIR),
          declaredTemplates::read,
          settings.get(DeployerSettings.PRINCIPAL_FORM));
    } catch (UnusableTemplates e) {
      throw new CannotStart(String.valueOf(e.getMessage()), e);
    }
  }

  /// Whoever may reach the API from elsewhere has to be known, by tokens that nobody can read on
  /// their way, unless somebody says that the network sees to it.
  private void refuseOpenDoors() throws CannotStart {
    String host = settings.get(HttpSettings.HOST);
    boolean isOpen = !host.equals("127.0.0.1") && !host.equals("::1") && !host.equals("localhost");
    if (isOpen && settings.get(AuthSettings.MODE) == AuthMode.DEV_TOKENS) {
      throw new CannotStart(
          "The API would listen on '%s' with tokens for development, which never expire. Listen on 127.0.0.1, or set 'deployer.http.auth.mode=oidc'."
              .formatted(host));
    }
    if (isOpen
        && settings.get(AuthSettings.MODE) == AuthMode.OIDC
        && settings.get(TlsSettings.KEY_STORE).isEmpty()
        && !settings.get(DeployerSettings.TRUST_NETWORK)) {
      throw new CannotStart(
          "The API would listen on '%s' without TLS, and tokens could be read on their way. Set 'deployer.http.tls.key-store', or put a proxy in front that ends TLS and set 'deployer.http.trust-network=true'."
              .formatted(host));
    }
    if (isOpen
        && settings.get(AuthSettings.MODE) == AuthMode.NONE
        && !settings.get(DeployerSettings.TRUST_NETWORK)) {
      throw new CannotStart(
          "The API would listen on '%s' and let in everybody who reaches it. Listen on 127.0.0.1, set 'deployer.http.auth.mode=oidc', or put a proxy in front that knows its users and set 'deployer.http.trust-network=true'."
              .formatted(host));
    }
    if (isOpen
        && settings.get(DeployerSettings.TRUST_NETWORK)
        && settings.get(HttpSettings.HOST_NAMES).isEmpty()) {
      throw new CannotStart(
          "The API would listen on '%s' and answer to any name, so that a web page could reach it under one of its own. Name those that clients and the proxy call it by with 'deployer.http.host-names'."
              .formatted(host));
    }
  }

  /// Lets go of the schema registry.
  @Override
  public void close() {
    if (ids instanceof RegistrySchemaIds connected) {
      connected.close();
    }
  }
}
