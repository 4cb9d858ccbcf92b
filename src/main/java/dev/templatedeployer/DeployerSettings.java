package dev.templatedeployer;

import static dev.templatedeployer.settings.Notations.atLeast;
import static dev.templatedeployer.settings.Notations.between;
import static dev.templatedeployer.settings.Notations.duration;
import static dev.templatedeployer.settings.Notations.listOf;
import static dev.templatedeployer.settings.Notations.name;
import static dev.templatedeployer.settings.Notations.oneOf;
import static dev.templatedeployer.settings.Notations.path;
import static dev.templatedeployer.settings.Notations.positiveDuration;
import static dev.templatedeployer.settings.Notations.secret;
import static dev.templatedeployer.settings.Notations.text;
import static dev.templatedeployer.settings.Notations.trueOrFalse;

import dev.templatedeployer.domain.Policy;
import dev.templatedeployer.http.HttpSettings;
import dev.templatedeployer.http.auth.AuthSettings;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.query.ReadModelSettings;
import dev.templatedeployer.settings.Secret;
import dev.templatedeployer.settings.Setting;
import dev.templatedeployer.settings.Settings;
import dev.templatedeployer.stream.DeployerTopology;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;

/// All that can be set. One declaration gives the parser, the default, the environment variable and
/// the README's table.
///
/// What is passed to Kafka's clients begins with `kafka.` and is not declared here.
final class DeployerSettings {

  static final Setting<Path> STATE_DIR =
      Setting.required("deployer.state-dir", path())
          .saying(
              "Folder for the stores and the read model. Both are rebuilt if it is lost; keep it, to start faster. One process a folder.")
          .worthTuning();

  static final Setting<Path> TEMPLATES_DIR =
      Setting.of("deployer.templates-dir", path(), Path.of("templates"))
          .saying(
              "Folder with the templates that are not in the box: jars, folders of jars, and folders with a template.yaml. Read at start.");

  static final Setting<Principal.Form> PRINCIPAL_FORM =
      Setting.of("deployer.principal-form", oneOf(Principal.Form.class), Principal.Form.TEXTUAL)
          .saying(
              "What a principal looks like: 'textual' is that of the Internet Computer, checksum and all; 'any' takes any text of at most 128 characters.")
          .worthTuning();

  static final Setting<List<String>> BACKENDS =
      Setting.of("deployer.backends", listOf(text()), List.of())
          .saying(
              "Names of the backends. Each has a command topic of its own, 'deployments.commands.<name>', which only it may write. Empty: one topic, 'deployments.commands', for all.")
          .worthTuning();

  static final Setting<List<String>> REPLY_TOPICS =
      Setting.of("deployer.reply-topics", listOf(text()), List.of())
          .saying(
              "Topics that every command may ask to be answered on with the header kafka_replyTopic, whoever sends it: a backend can then have replies put where another reads. They have to exist. Rather name them for one backend each.");

  static final Setting<List<String>> BACKEND_REPLY_TOPICS =
      Setting.of("backends.<backend>.reply-topics", listOf(text()), List.of())
          .saying(
              "Topics that commands of this backend alone may ask to be answered on. They have to exist.");

  static final Setting<String> DEPLOYMENTS_PREFIX =
      Setting.of("deployer.topics.deployments-prefix", text(), "deployments.")
          .saying("What the names of the deployments' topics begin with.");

  static final Setting<String> CANISTERS_PREFIX =
      Setting.of("deployer.topics.canisters-prefix", text(), "canisters.")
          .saying("What the names of the canisters' topics begin with.");

  static final Setting<Integer> PARTITIONS =
      Setting.of("deployer.topics.partitions", between(1, 1024), 6)
          .saying(
              "Partitions of each topic. Part of the contract: a key has to stay where it is, so it cannot be changed later.")
          .worthTuning();

  static final Setting<Integer> REPLICATION =
      Setting.of("deployer.topics.replication", between(1, 9), 3)
          .saying("Copies of each topic. 'topics apply' makes them so; 1 only for trying.");

  static final Setting<String> APPLICATION_ID =
      Setting.of("deployer.streams.application-id", text(), "template-deployer")
          .saying(
              "Names the consumer group, the changelog topics and the transactions. Never change it while it is in use.");

  static final Setting<Integer> STREAM_THREADS =
      Setting.of("deployer.streams.threads", between(1, 64), 2)
          .saying(
              "Threads that decide. More help only with more cores and more partitions; with one core, 1.")
          .worthTuning();

  static final Setting<Duration> COMMIT_INTERVAL =
      Setting.of("deployer.streams.commit-interval", positiveDuration(), Duration.ofMillis(10))
          .saying(
              "How long a decision may wait under load to be committed with others: longer carries more. One that comes alone is committed at once.")
          .worthTuning();

  static final Setting<Integer> STANDBYS =
      Setting.of("deployer.streams.standbys", between(0, 3), 0)
          .saying(
              "Copies of the stores on other instances, for a faster take-over. 1 if there are several instances.")
          .worthTuning();

  static final Setting<Duration> VERIFY_INTERVAL =
      Setting.of("deployer.verify.interval", duration(), Duration.ofDays(1))
          .saying(
              "How often the log is verified against its hashes, the record store and the read model. Reads the whole log each time. 0s: only when somebody asks.");

  static final Setting<Optional<String>> INSTANCE =
      Setting.optional("deployer.instance", name())
          .saying(
              "A name that this process keeps over restarts and no other process has, such as the name of a pod. By it a process that crashed gets its work back at once, not only when its groups have noticed the crash. Unless set, a name is made up and kept in the state directory.")
          .worthTuning();

  static final Setting<Integer> RUNS_AT_ONCE =
      Setting.of("deployer.executor.parallelism", atLeast(1), 4_000)
          .saying(
              "Templates run at once in this process. Each costs a virtual thread and what the template itself needs.")
          .worthTuning();

  static final Setting<Duration> DRAIN =
      Setting.of("deployer.executor.drain", duration(), Duration.ofSeconds(20))
          .saying(
              "How long a stopping process waits for running templates before it interrupts them. Those run again on the next process.");

  static final Setting<Optional<Boolean>> TEMPLATE_ENABLED =
      Setting.optional("templates.<template>.enabled", trueOrFalse())
          .saying(
              "Whether new deployments of the template are let in. Templates for development, such as 'probe', are off unless this is set to true.");

  static final Setting<Integer> TEMPLATE_PARALLELISM =
      Setting.of("templates.<template>.parallelism", atLeast(1), 2_000)
          .saying(
              "Runs of the template at once in this process. Others wait in its work topic and hold up nobody.")
          .worthTuning();

  static final Setting<Integer> MAX_ATTEMPTS =
      Setting.of(
              "templates.<template>.max-attempts", between(1, 100), Policy.STANDARD.maxAttempts())
          .saying("Attempts of one run of a deployment before it fails.");

  static final Setting<Duration> BACKOFF =
      Setting.of("templates.<template>.backoff", positiveDuration(), Policy.STANDARD.backoff())
          .saying(
              "Wait before the second attempt; doubled for each after it, and spread by a fifth.");

  static final Setting<Duration> MAX_BACKOFF =
      Setting.of(
              "templates.<template>.max-backoff", positiveDuration(), Policy.STANDARD.maxBackoff())
          .saying("Longest wait between attempts.");

  static final Setting<Duration> ATTEMPT_TIMEOUT =
      Setting.of(
              "templates.<template>.attempt-timeout",
              positiveDuration(),
              Policy.STANDARD.attemptTimeout())
          .saying("How long one attempt may run before it is interrupted and counts as failed.")
          .worthTuning();

  static final Setting<Duration> LEASE =
      Setting.of("templates.<template>.lease", positiveDuration(), Policy.STANDARD.lease())
          .saying(
              "How long the executor of a running attempt may be silent before the attempt is driven again. It speaks every third of this.");

  static final Setting<Duration> START_TIMEOUT =
      Setting.of(
              "templates.<template>.start-timeout",
              positiveDuration(),
              Policy.STANDARD.startTimeout())
          .saying(
              "How long work may lie unstarted before it is handed out again. Longer than the longest backlog.");

  static final Setting<Integer> MAX_DRIVES =
      Setting.of("templates.<template>.max-drives", between(1, 100), Policy.STANDARD.maxDrives())
          .saying(
              "How often one attempt is started when its executors keep falling silent, before that counts as its failure.");

  static final Setting<Optional<Integer>> DAILY_QUOTA =
      Setting.optional("templates.<template>.daily-quota", between(1, 10_000))
          .saying(
              "Deployments of the template that are accepted from one caller for one owner in any 24 hours. Retries do not count. Left out: any number.");

  static final Setting<Optional<Duration>> COOL_DOWN =
      Setting.optional("templates.<template>.cool-down", positiveDuration())
          .saying(
              "Least time between two deployments of the template that are accepted from one caller for one owner. Left out: none.");

  static final Setting<Boolean> TRUST_NETWORK =
      Setting.of("deployer.http.trust-network", trueOrFalse(), false)
          .saying(
              "Whether the network before the API may be trusted. Needed to listen anywhere but on loopback without TLS of its own or without authentication: a proxy in front ends TLS, or knows its users. Takes 'deployer.http.host-names' with it.");

  static final Setting<Optional<String>> REGISTRY_URL =
      Setting.optional("deployer.registry.url", text())
          .saying(
              "The schema registry, through its Confluent-compatible API. Left out: schema ids are the built-in ones, and the service itself answers for them under /registry.");

  static final Setting<Optional<String>> REGISTRY_USER =
      Setting.optional("deployer.registry.user", text())
          .saying("Name for the schema registry, if it wants one.");

  static final Setting<Optional<Secret>> REGISTRY_PASSWORD =
      Setting.optional("deployer.registry.password", secret())
          .saying("Password for the schema registry.");

  /// Variables that begin with `DEPLOYER_` and are no settings of the service.
  static final Set<String> OTHER_VARIABLES =
      Set.of(
          "DEPLOYER_SERVER",
          "DEPLOYER_TOKEN",
          "DEPLOYER_TOKEN_FILE",
          "DEPLOYER_JAVA_OPTS",
          "DEPLOYER_LOG_FORMAT",
          "DEPLOYER_LOG_LEVEL");

  private DeployerSettings() {}

  /// The names of the backends, in order: of those with a topic of their own, or the one under
  /// which all appear that share one.
  static SequencedSet<String> backends(Settings settings) {
    var backends = new TreeSet<>(settings.get(BACKENDS));
    if (backends.isEmpty()) {
      backends.add(DeployerTopology.SHARED_BACKEND);
    }
    return backends;
  }

  /// Every one of them, in the order of the README.
  static List<Setting<?>> all() {
    var all = new ArrayList<Setting<?>>(HttpSettings.all());
    all.addAll(AuthSettings.all());
    all.addAll(OWN);
    all.addAll(ReadModelSettings.all());
    all.addAll(SignatureSettings.all());
    return List.copyOf(all);
  }

  private static final List<Setting<?>> OWN =
      List.of(
          STATE_DIR,
          TRUST_NETWORK,
          BACKENDS,
          REPLY_TOPICS,
          BACKEND_REPLY_TOPICS,
          PRINCIPAL_FORM,
          TEMPLATES_DIR,
          INSTANCE,
          RUNS_AT_ONCE,
          DRAIN,
          TEMPLATE_ENABLED,
          TEMPLATE_PARALLELISM,
          MAX_ATTEMPTS,
          BACKOFF,
          MAX_BACKOFF,
          ATTEMPT_TIMEOUT,
          LEASE,
          START_TIMEOUT,
          MAX_DRIVES,
          DAILY_QUOTA,
          COOL_DOWN,
          PARTITIONS,
          REPLICATION,
          DEPLOYMENTS_PREFIX,
          CANISTERS_PREFIX,
          APPLICATION_ID,
          STREAM_THREADS,
          COMMIT_INTERVAL,
          STANDBYS,
          VERIFY_INTERVAL,
          REGISTRY_URL,
          REGISTRY_USER,
          REGISTRY_PASSWORD);
}
