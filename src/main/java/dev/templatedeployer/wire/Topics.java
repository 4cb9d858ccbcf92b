package dev.templatedeployer.wire;

import static dev.templatedeployer.wire.Party.Kind.BACKENDS;
import static dev.templatedeployer.wire.Party.Kind.EXECUTORS;
import static dev.templatedeployer.wire.Party.Kind.OPERATORS;
import static dev.templatedeployer.wire.Party.Kind.SERVICE;
import static dev.templatedeployer.wire.Party.Kind.SUBSCRIBERS;

import dev.templatedeployer.domain.TemplateName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/// All topics of the service, declared once.
///
/// ```text
/// commands, admin-commands, reports --> the rules --> events, outcomes, replies, work.<template>, dead-letters
///                                    canisters.commands --> canisters.events, canisters.replies
/// ```
///
/// Every topic but `control`, `replays` and `audit` has the same number of partitions and the same
/// partitioner, so that all records of a deployment, or of a canister, are in partitions of one
/// number. That number is part of the contract: it can never be changed, since a key has to stay
/// where it is.
///
/// A topic also says who has to write and who has to read it, from which the rules of the brokers
/// follow: the service alone, unless it is said otherwise here.
///
/// @param deployments what the names of the deployments' topics begin with
/// @param canisters what the names of the canisters' topics begin with
/// @param partitions the partitions of each topic
public record Topics(String deployments, String canisters, int partitions) {

  private static final Pattern PREFIX = Pattern.compile("[a-zA-Z0-9._-]{0,100}");
  private static final Pattern BACKEND = Pattern.compile("[a-zA-Z0-9-]{1,63}");

  private static final String DEPLOYMENT_ID = "deployment id";
  private static final String CANISTER_ID = "canister id";

  private static final Topic.Kept FOR_EVER = new Topic.Kept.ForEver();
  private static final Topic.Kept LAST_OF_EACH_KEY = new Topic.Kept.LastOfEachKey();

  /// What applies where nothing was set.
  public static final Topics STANDARD = new Topics("deployments.", "canisters.", 12);

  /// @throws IllegalArgumentException with a sentence, if no topics can be made of these
  public Topics {
    checkPrefix(deployments);
    checkPrefix(canisters);
    if (deployments.equals(canisters)) {
      throw new IllegalArgumentException(
          "The topics of deployments and of canisters both begin with '%s'. Give each a beginning of its own."
              .formatted(deployments));
    }
    if (partitions < 1) {
      throw new IllegalArgumentException(
          "A topic cannot have %d partitions. Give at least 1.".formatted(partitions));
    }
  }

  /// What backends ask. The service writes what is redriven from the dead letters.
  public Topic commands() {
    return input(deployments + "commands", DEPLOYMENT_ID, Envelope.DEPLOYMENT_COMMAND, days(30))
        .writtenBy(BACKENDS, SERVICE);
  }

  /// What one backend asks that has a topic to itself, so that the right to write it says who it
  /// is.
  ///
  /// @throws IllegalArgumentException with a sentence, if `backend` cannot end the name of a topic
  public Topic commands(String backend) {
    if (!BACKEND.matcher(backend).matches()) {
      throw new IllegalArgumentException(
          "'%s' is not a name for a backend. Use 1 to 63 letters, digits and dashes."
              .formatted(backend));
    }
    return input(
            deployments + "commands." + backend,
            DEPLOYMENT_ID,
            Envelope.DEPLOYMENT_COMMAND,
            days(30))
        .writtenBy(new Party.Backend(backend), SERVICE);
  }

  /// What admins ask; written by the service itself.
  public Topic adminCommands() {
    return input(
        deployments + "admin-commands", DEPLOYMENT_ID, Envelope.DEPLOYMENT_COMMAND, days(30));
  }

  /// What executors say of their runs.
  public Topic reports() {
    return input(deployments + "reports", DEPLOYMENT_ID, Envelope.ATTEMPT_REPORT, days(7))
        .writtenBy(EXECUTORS, SERVICE);
  }

  /// What the executors of `template` are told to do.
  public Topic work(TemplateName template) {
    return output(deployments + "work." + template, DEPLOYMENT_ID, Envelope.WORK, days(7))
        .readBy(EXECUTORS);
  }

  /// What happened: the truth.
  public Topic events() {
    return output(deployments + "events", DEPLOYMENT_ID, Envelope.DEPLOYMENT_EVENT, FOR_EVER);
  }

  /// How each run of a deployment ended, for everybody.
  public Topic outcomes() {
    return output(deployments + "outcomes", DEPLOYMENT_ID, Envelope.DEPLOYMENT_OUTCOME, FOR_EVER)
        .readBy(BACKENDS, SUBSCRIBERS, SERVICE);
  }

  /// The answers to commands.
  public Topic replies() {
    return output(deployments + "replies", DEPLOYMENT_ID, Envelope.DEPLOYMENT_REPLY, days(7))
        .readBy(BACKENDS);
  }

  /// The answers to commands that came in by HTTP.
  public Topic httpReplies() {
    return output(
        deployments + "http-replies",
        DEPLOYMENT_ID,
        Envelope.DEPLOYMENT_REPLY,
        new Topic.Kept.For(Duration.ofHours(1)));
  }

  /// What came in and meant nothing to us, with the reason in its headers.
  public Topic deadLetters() {
    return new Topic(
            deployments + "dead-letters", partitions, "the original key", null, days(30), false)
        .readBy(OPERATORS, SERVICE);
  }

  /// Who may do what, what is paused, whether the service rests.
  public Topic control() {
    return new Topic(
        deployments + "control", 1, "subject", Envelope.CONTROL_RECORD, LAST_OF_EACH_KEY, true);
  }

  /// What happened to bulk replays: the plans, and all that came of them.
  public Topic replays() {
    return new Topic(
        deployments + "replays", 1, "replay id", Envelope.REPLAY_EVENT, FOR_EVER, false);
  }

  /// Who asked for what not everybody may, and what came of it. One partition, so that all of it is
  /// in one order.
  public Topic audit() {
    return new Topic(deployments + "audit", 1, "subject", Envelope.AUDIT_RECORD, days(400), true);
  }

  /// What is asked of canisters.
  public Topic canisterCommands() {
    return input(canisters + "commands", CANISTER_ID, Envelope.CANISTER_COMMAND, days(30))
        .writtenBy(SERVICE, EXECUTORS);
  }

  /// What happened to canisters: the truth.
  public Topic canisterEvents() {
    return output(canisters + "events", CANISTER_ID, Envelope.CANISTER_EVENT, FOR_EVER);
  }

  /// The answers to canister commands.
  public Topic canisterReplies() {
    return output(canisters + "replies", CANISTER_ID, Envelope.CANISTER_REPLY, days(7))
        .readBy(OPERATORS);
  }

  /// All topics of a service with these templates, and these backends that have topics to
  /// themselves.
  public List<Topic> all(Collection<TemplateName> templates, Collection<String> backends) {
    var all = new ArrayList<Topic>();
    all.add(backends.isEmpty() ? commands() : commands().writtenBy().readBy());
    backends.forEach(backend -> all.add(commands(backend)));
    all.add(adminCommands());
    all.add(reports());
    templates.forEach(template -> all.add(work(template)));
    all.add(events());
    all.add(outcomes());
    all.add(replies());
    all.add(httpReplies());
    all.add(deadLetters());
    all.add(control());
    all.add(replays());
    all.add(audit());
    all.add(canisterCommands());
    all.add(canisterEvents());
    all.add(canisterReplies());
    return List.copyOf(all);
  }

  private Topic input(String name, String key, Envelope value, Topic.Kept kept) {
    return new Topic(name, partitions, key, value, kept, true);
  }

  private Topic output(String name, String key, Envelope value, Topic.Kept kept) {
    return new Topic(name, partitions, key, value, kept, false);
  }

  private static Topic.Kept days(int days) {
    return new Topic.Kept.For(Duration.ofDays(days));
  }

  private static void checkPrefix(String prefix) {
    if (!PREFIX.matcher(prefix).matches()) {
      throw new IllegalArgumentException(
          "'%s' cannot begin the name of a topic. Use at most 100 letters, digits, dots, dashes and underscores."
              .formatted(prefix));
    }
  }
}
