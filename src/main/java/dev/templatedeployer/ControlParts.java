package dev.templatedeployer;

import dev.templatedeployer.control.ControlChange;
import dev.templatedeployer.control.ControlCommand;
import dev.templatedeployer.control.ControlDecision;
import dev.templatedeployer.control.ControlRules;
import dev.templatedeployer.control.ControlUnavailable;
import dev.templatedeployer.control.Controls;
import dev.templatedeployer.control.GrantedRole;
import dev.templatedeployer.control.log.ControlClients;
import dev.templatedeployer.control.log.ControlFollower;
import dev.templatedeployer.control.log.ControlTopics;
import dev.templatedeployer.control.log.ControlWriter;
import dev.templatedeployer.control.log.KafkaAudit;
import dev.templatedeployer.control.log.KafkaAuditTrail;
import dev.templatedeployer.control.log.KafkaControlDesk;
import dev.templatedeployer.stream.DeployerTopology;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The parts that know and change what holds, and keep the audit trail.
final class ControlParts implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ControlParts.class);
  private static final Duration UNTIL_READ = Duration.ofSeconds(30);

  /// Who everybody is to a service that knows no users, and so the owner of such a one.
  static final String EVERYBODY = "api";

  private final ControlFollower follower;
  private final KafkaControlDesk desk;
  private final KafkaAudit audit;
  private final KafkaAuditTrail trail;

  private ControlParts(Blueprint blueprint, MeterRegistry registry) {
    var clients = new ControlClients(blueprint.withKafka(Map.of()));
    var topics = ControlTopics.of(blueprint.topics(), blueprint.ids());
    this.follower = new ControlFollower(clients, topics);
    this.desk = new KafkaControlDesk(follower, writer(blueprint, clients, topics));
    this.audit = new KafkaAudit(new LoggedAudit(), clients, topics, registry);
    this.trail = new KafkaAuditTrail(clients, topics);
  }

  /// Reads what holds.
  ///
  /// @throws CannotStart if it cannot be read, or if nobody owns the service
  static ControlParts start(Blueprint blueprint, MeterRegistry registry)
      throws CannotStart, InterruptedException {
    var parts = new ControlParts(blueprint, registry);
    try {
      parts.follower.start();
      if (!parts.follower.awaitEnd(UNTIL_READ)) {
        throw new CannotStart(
            "The topic '%s' could not be read within %d s, and without it nobody knows who may do what. Look at Kafka."
                .formatted(blueprint.topics().control().name(), UNTIL_READ.toSeconds()));
      }
      parts.refuseWithoutOwner();
      parts.follower.onChange(ControlNews::log);
      ControlNews.logWhatHolds(parts.controls());
      return parts;
    } catch (CannotStart | InterruptedException | RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  /// Sets the owner of a service that has none, and lets its backends in. For a cluster of one's
  /// own, whose API nobody else can reach.
  static void bootstrap(Blueprint blueprint) throws CannotStart, InterruptedException {
    var clients = new ControlClients(blueprint.withKafka(Map.of()));
    var topics = ControlTopics.of(blueprint.topics(), blueprint.ids());
    ControlWriter writer = writer(blueprint, clients, topics);
    List<String> backends = blueprint.settings().get(DeployerSettings.BACKENDS);
    String first = backends.isEmpty() ? DeployerTopology.SHARED_BACKEND : backends.getFirst();
    try {
      var bootstrap = new ControlCommand.Bootstrap(EVERYBODY, first);
      if (!(writer.change(change(bootstrap)).decision()
          instanceof ControlDecision.Accepted(_, var sentence))) {
        return; // it has an owner
      }
      LOG.atInfo().log(sentence);
      for (String backend : backends.stream().skip(1).toList()) {
        var grant = new ControlCommand.Grant(backend, GrantedRole.BACKEND, null);
        LOG.atInfo().log(writer.change(change(grant)).decision().sentence());
      }
    } catch (ControlUnavailable e) {
      throw new CannotStart(String.valueOf(e.getMessage()), e);
    }
  }

  /// What holds at present.
  Controls controls() {
    return follower.get();
  }

  ControlFollower follower() {
    return follower;
  }

  KafkaControlDesk desk() {
    return desk;
  }

  KafkaAudit audit() {
    return audit;
  }

  KafkaAuditTrail trail() {
    return trail;
  }

  @Override
  public void close() {
    follower.close();
    audit.close();
  }

  private void refuseWithoutOwner() throws CannotStart {
    if (controls().owner().isEmpty()) {
      throw new CannotStart(
          "Nobody owns this service yet. Say who does, and which backend may deploy: './deployer access bootstrap --owner NAME --backend %s', with the same --config or --bootstrap."
              .formatted(DeployerTopology.SHARED_BACKEND));
    }
  }

  private static ControlWriter writer(
      Blueprint blueprint, ControlClients clients, ControlTopics topics) {
    return new ControlWriter(
        clients,
        topics,
        ControlWriter.transactionalId(blueprint.settings().get(DeployerSettings.APPLICATION_ID)),
        new ControlRules(Set.copyOf(blueprint.templates())));
  }

  private static ControlChange change(ControlCommand command) {
    return new ControlChange(EVERYBODY, Instant.now(), "set up for development", command);
  }
}
