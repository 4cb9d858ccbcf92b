package dev.templatedeployer.acl;

import static org.apache.kafka.common.acl.AclOperation.ALTER_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.apache.kafka.common.resource.ResourceType.TRANSACTIONAL_ID;

import dev.templatedeployer.wire.Party;
import dev.templatedeployer.wire.ReplyTopics;
import dev.templatedeployer.wire.Topic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;

/// The access rules that an installation needs, for brokers that refuse what nobody granted. Pure.
///
/// | who | topics | groups | transactions |
/// |---|---|---|---|
/// | service | what it writes and reads, the settings of all; its changelogs | the application id, and with `-replays`; looks at that of the executors | those of the application id |
/// | executors | read work, write reports and create canisters | the application id and `-executors` | |
/// | backend | write its commands, read replies and outcomes | those that begin with its name and a dot | |
/// | subscriber | read outcomes | those that begin with its name and a dot | |
/// | operator | make and set all, read what is there to be looked into | look at those of the service | |
///
/// Nobody is granted anything on the cluster: that is never needed. In particular an idempotent
/// producer needs no more than to write.
///
/// @param topics the service's topics, each with those who write and read it
/// @param replyTopics topics of others that the service may be asked to answer on; those of one
///   backend are read by it alone, the others by every backend
/// @param applicationId names the service's group, and begins its changelogs and transactions
public record AccessRules(List<Topic> topics, ReplyTopics replyTopics, String applicationId) {

  public AccessRules {
    topics = List.copyOf(topics);
  }

  /// The backends that have a command topic of their own; empty if all share one.
  public Set<String> backends() {
    return topics.stream()
        .flatMap(topic -> topic.writers().stream())
        .flatMap(
            party -> party instanceof Party.Backend(var name) ? Stream.of(name) : Stream.empty())
        .collect(Collectors.toUnmodifiableSet());
  }

  /// What is granted to whom, holder by holder.
  ///
  /// @throws UnusablePrincipals with all that is wrong with `principals`
  public List<Grant> grants(Principals principals) throws UnusablePrincipals {
    refuse(principals);
    var grants = new ArrayList<Grant>();
    service(principals.serviceHolder(), grants);
    executors(principals.executorsHolder(), grants);
    principals
        .backendHolders()
        .forEach((name, backend) -> {
          topics(backend, List.of(), grants);
          // Those that share one command topic are one sender.
          grants.addAll(
              onAll(
                  backends().isEmpty() ? replyTopics.foreign() : replyTopics.ofBackend(name),
                  backend,
                  READ));
          grants.add(Grant.onAll(GROUP, Principals.groups(name), backend, READ, DESCRIBE));
        });
    principals
        .subscriberHolders()
        .forEach((name, subscriber) -> {
          topics(subscriber, List.of(), grants);
          grants.add(Grant.onAll(GROUP, Principals.groups(name), subscriber, READ, DESCRIBE));
        });
    operator(principals.operatorHolder(), grants);
    return List.copyOf(grants);
  }

  /// What an executor's consumer group is called.
  private String executorsGroup() {
    return applicationId + "-executors";
  }

  private void service(Holder service, List<Grant> grants) {
    // At its start it looks whether all of them are as they have to be.
    topics(service, List.of(DESCRIBE, DESCRIBE_CONFIGS), grants);
    grants.addAll(onAll(replyTopics.foreign(), service, WRITE));
    var own = applicationId + "-";
    grants.add(Grant.onAll(TOPIC, own, service, CREATE, READ, WRITE, DESCRIBE, DESCRIBE_CONFIGS));
    grants.add(Grant.on(GROUP, applicationId, service, READ, DESCRIBE));
    grants.add(Grant.on(GROUP, applicationId + "-replays", service, READ, DESCRIBE));
    grants.add(Grant.on(GROUP, executorsGroup(), service, DESCRIBE)); // for the backlog
    grants.add(Grant.onAll(TRANSACTIONAL_ID, own, service, WRITE, DESCRIBE));
  }

  private void executors(Holder executors, List<Grant> grants) {
    topics(executors, List.of(), grants);
    grants.add(Grant.on(GROUP, executorsGroup(), executors, READ, DESCRIBE));
  }

  private void operator(Holder operator, List<Grant> grants) {
    topics(operator, List.of(CREATE, DESCRIBE, DESCRIBE_CONFIGS, ALTER_CONFIGS), grants);
    for (var group : List.of(applicationId, executorsGroup())) {
      grants.add(Grant.on(GROUP, group, operator, DESCRIBE));
    }
  }

  /// What `holder` needs on the service's topics, and `more` on each of them.
  private void topics(Holder holder, List<AclOperation> more, List<Grant> grants) {
    for (var topic : topics) {
      var operations = new ArrayList<>(more);
      if (holder.writes(topic)) {
        operations.addAll(List.of(WRITE, DESCRIBE));
      }
      if (holder.reads(topic)) {
        operations.addAll(List.of(READ, DESCRIBE));
      }
      if (!operations.isEmpty()) {
        grants.add(Grant.on(TOPIC, topic.name(), holder, operations.toArray(AclOperation[]::new)));
      }
    }
  }

  private static List<Grant> onAll(
      Collection<String> replyTopics, Holder holder, AclOperation operation) {
    return replyTopics.stream()
        .map(topic -> Grant.on(TOPIC, topic, holder, operation, DESCRIBE))
        .toList();
  }

  private void refuse(Principals principals) throws UnusablePrincipals {
    var problems = principals.problems(applicationId);
    var known = backends();
    if (!known.isEmpty()) {
      principals.backends().keySet().stream()
          .filter(name -> !known.contains(name))
          .sorted()
          .forEach(name ->
              problems.add(
                  "There is no backend '%s'. Add it to 'deployer.backends', or leave it out."
                      .formatted(name)));
      known.stream()
          .filter(name -> !principals.backends().containsKey(name))
          .sorted()
          .forEach(name ->
              problems.add("Nobody said who the backend '%s' is at the brokers.".formatted(name)));
    }
    if (!problems.isEmpty()) {
      throw new UnusablePrincipals(problems);
    }
  }
}
