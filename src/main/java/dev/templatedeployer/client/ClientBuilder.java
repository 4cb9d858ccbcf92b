package dev.templatedeployer.client;

import dev.templatedeployer.wire.BuiltInSchemaIds;
import dev.templatedeployer.wire.SchemaIds;
import dev.templatedeployer.wire.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Says where the service is and how a client speaks to it. What is not said is as in development
/// mode.
///
/// For one thread.
public final class ClientBuilder {

  private static final int MOST_OUTSTANDING = 10_000;

  private final Map<String, String> kafka = new HashMap<>();
  private String prefix = Topics.STANDARD.deployments();
  private @Nullable String backend;
  private @Nullable String replyTopic;
  private Duration patience = Duration.ofSeconds(10);
  private int mostOutstanding = MOST_OUTSTANDING;
  private SchemaIds schemas = new BuiltInSchemaIds();

  ClientBuilder(String brokers) {
    kafka.put("bootstrap.servers", brokers);
  }

  /// Sets something of the Kafka clients, such as `security.protocol`.
  public ClientBuilder kafka(String name, String value) {
    kafka.put(name, value);
    return this;
  }

  /// Writes to the topic that this backend has to itself (`deployer.backends`).
  public ClientBuilder backend(String name) {
    backend = name;
    return this;
  }

  /// What the names of the service's topics begin with (`deployer.topics.deployments-prefix`).
  public ClientBuilder topicsBeginWith(String deployments) {
    prefix = deployments;
    return this;
  }

  /// Wants replies on a topic of its own, which the service has to allow (`deployer.reply-topics`).
  public ClientBuilder replyTopic(String name) {
    replyTopic = name;
    return this;
  }

  /// How long to wait for a reply, the time that sending takes included. 10 seconds if not said.
  public ClientBuilder patience(Duration time) {
    patience = time;
    return this;
  }

  /// How many commands may be without a reply at once. 10,000 if not said.
  public ClientBuilder mostOutstanding(int commands) {
    mostOutstanding = commands;
    return this;
  }

  /// What schema ids stand for, if the service uses a registry (`deployer.registry.url`):
  /// [dev.templatedeployer.wire.RegistrySchemaIds#connect]. The client does not close it.
  public ClientBuilder schemas(SchemaIds ids) {
    schemas = ids;
    return this;
  }

  /// The client. Connects in the background: a broker that cannot be reached is told by the first
  /// command.
  ///
  /// @throws IllegalArgumentException with a sentence, if a name cannot be part of a topic's
  public TemplateDeployerClient open() {
    var topics =
        new Topics(prefix, prefix + Topics.STANDARD.canisters(), Topics.STANDARD.partitions());
    String commands = (backend == null ? topics.commands() : topics.commands(backend)).name();
    String replies = replyTopic == null ? topics.replies().name() : replyTopic;
    return TemplateDeployerClient.open(
        new ClientSettings(kafka, commands, replies, patience, mostOutstanding),
        topics.outcomes().name(),
        schemas);
  }
}
