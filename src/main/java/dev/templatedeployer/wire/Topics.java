package dev.templatedeployer.wire;

import dev.templatedeployer.wire.Topic.Retention;
import dev.templatedeployer.wire.Topic.Stamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Every topic of the service, declared once.
///
/// All have the same number of partitions and are keyed by the id that they speak of, so all that concerns one deployment
/// lies on partitions of one number.
///
/// @param deploymentsPrefix what the names of the deployments' topics begin with, `deployments.` by default
/// @param canistersPrefix what the names of the canisters' topics begin with, `canisters.` by default
/// @param partitions of each topic
public record Topics(String deploymentsPrefix, String canistersPrefix, int partitions) {

  private static final Retention A_WEEK = new Retention.For(Duration.ofDays(7));
  private static final Retention A_MONTH = new Retention.For(Duration.ofDays(30));
  private static final Retention FOREVER = new Retention.Forever();

  /// Somewhat above the largest command that is read, so that a sender hears from us why it is too large.
  private static final int INPUT_BYTES = 384 << 10;

  /// Kafka's own default, which every producer knows.
  private static final int OUTPUT_BYTES = 1 << 20;

  private static final String DEPLOYMENT_ID = "deployment id";
  private static final String CANISTER_ID = "canister id";

  /// The topics by their ordinary names.
  public static Topics ofPartitions(int partitions) {
    return new Topics("deployments.", "canisters.", partitions);
  }

  /// Commands of all backends, if they share a topic.
  public Topic commands() {
    return deployments("commands", DEPLOYMENT_ID, "DeploymentCommand", A_MONTH, INPUT_BYTES);
  }

  /// Commands of one backend, which only it may write.
  public Topic commands(String backend) {
    return deployments(
        "commands." + backend, DEPLOYMENT_ID, "DeploymentCommand", A_MONTH, INPUT_BYTES);
  }

  /// Commands that the service writes itself, for those who ask it through its API.
  public Topic adminCommands() {
    return deployments("admin-commands", DEPLOYMENT_ID, "DeploymentCommand", A_MONTH, INPUT_BYTES);
  }

  /// What executors report.
  public Topic reports() {
    return deployments("reports", DEPLOYMENT_ID, "AttemptReport", A_WEEK, INPUT_BYTES);
  }

  /// Work for the executors of `template`.
  public Topic work(String template) {
    return deployments("work." + template, DEPLOYMENT_ID, "Work", A_WEEK, OUTPUT_BYTES);
  }

  /// What happened to deployments: the truth.
  public Topic events() {
    return deployments("events", DEPLOYMENT_ID, "DeploymentEvent", FOREVER, OUTPUT_BYTES);
  }

  /// How deployments ended, for everybody.
  public Topic outcomes() {
    return deployments("outcomes", DEPLOYMENT_ID, "DeploymentOutcome", FOREVER, OUTPUT_BYTES);
  }

  /// Answers to commands that named no topic of their own.
  public Topic replies() {
    return deployments("replies", DEPLOYMENT_ID, "DeploymentReply", A_WEEK, OUTPUT_BYTES);
  }

  /// Answers to what the service's own API asked, of deployments and canisters.
  public Topic httpReplies() {
    return deployments(
        "http-replies", "deployment or canister id", "DeploymentReply or CanisterReply", A_WEEK, OUTPUT_BYTES);
  }

  /// Records that nobody could act upon.
  public Topic deadLetters() {
    return deployments("dead-letters", "original key", "why, in headers and words", A_MONTH, OUTPUT_BYTES);
  }

  /// What holds at present and may be changed while the service runs.
  public Topic control() {
    return deployments(
        "control", "principal or setting", "ControlRecord", new Retention.LastOfKey(), OUTPUT_BYTES);
  }

  /// What is asked of canisters.
  public Topic canisterCommands() {
    return canisters("commands", "CanisterCommand", A_MONTH, Stamp.LOG_APPEND_TIME);
  }

  /// What happened to canisters.
  public Topic canisterEvents() {
    return canisters("events", "CanisterEvent", FOREVER, Stamp.CREATE_TIME);
  }

  /// Answers to canister commands that named no topic of their own.
  public Topic canisterReplies() {
    return canisters("replies", "CanisterReply", A_WEEK, Stamp.CREATE_TIME);
  }

  /// All of them.
  ///
  /// @param backends the backends that have a command topic of their own; if there are none, all share one
  /// @param templates the templates that work is handed out for
  public List<Topic> all(Collection<String> backends, Collection<String> templates) {
    var all = new ArrayList<Topic>();
    all.addAll(commandTopics(backends));
    all.addAll(
        List.of(
            adminCommands(),
            reports(),
            events(),
            outcomes(),
            replies(),
            httpReplies(),
            deadLetters(),
            control(),
            canisterCommands(),
            canisterEvents(),
            canisterReplies()));
    templates.stream().map(this::work).forEach(all::add);
    return List.copyOf(all);
  }

  /// The topics that backends write commands to.
  ///
  /// @param backends those that have one of their own; if there are none, all share one
  public List<Topic> commandTopics(Collection<String> backends) {
    return backends.isEmpty()
        ? List.of(commands())
        : backends.stream().map(this::commands).toList();
  }

  private Topic deployments(
      String name, String key, String envelope, Retention kept, int maxBytes) {
    Stamp stamp = maxBytes == INPUT_BYTES ? Stamp.LOG_APPEND_TIME : Stamp.CREATE_TIME;
    return new Topic(deploymentsPrefix + name, partitions, key, envelope, kept, stamp, maxBytes);
  }

  private Topic canisters(String name, String envelope, Retention kept, Stamp stamp) {
    return new Topic(
        canistersPrefix + name, partitions, CANISTER_ID, envelope, kept, stamp, OUTPUT_BYTES);
  }
}
