package dev.templatedeployer;

import dev.templatedeployer.stream.StoresCheck;
import dev.templatedeployer.topics.BrokerTrouble;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What Kafka holds of the stores, looked at before the topology starts: whether it fits what
/// happened, and whether the stores on this machine follow it.
///
/// @param blueprint what follows from the settings
record StoresOnKafka(Blueprint blueprint) {

  private static final Logger LOG = LoggerFactory.getLogger(StoresOnKafka.class);

  /// Refuses a start that would decide again what was decided, and throws away stores on this
  /// machine that follow other changelogs.
  ///
  /// @throws CannotStart with the way out
  void checkBeforeStart() throws CannotStart, InterruptedException {
    try {
      Optional<String> trouble = check().trouble();
      if (trouble.isPresent()) {
        throw new CannotStart(trouble.get());
      }
      local().discardUnlessOf(check().changelogIds());
    } catch (ExecutionException | KafkaException e) {
      throw cannotLook(e);
    }
  }

  /// Notes which changelogs the stores on this machine follow, once they are there.
  void noteWhatIsFollowed() throws InterruptedException {
    try {
      local().follow(check().changelogIds());
    } catch (ExecutionException | KafkaException e) {
      LOG.atWarn()
          .addKeyValue("error", e.toString())
          .log("it could not be noted which changelogs the stores follow; the next start does it");
    }
  }

  private LocalStores local() {
    return new LocalStores(blueprint.stateDir());
  }

  private StoresCheck check() {
    return new StoresCheck(
        blueprint.kafka(),
        blueprint.topics(),
        blueprint.settings().get(DeployerSettings.BACKENDS),
        blueprint.settings().get(DeployerSettings.APPLICATION_ID));
  }

  private CannotStart cannotLook(Exception e) {
    String brokers = blueprint.kafka().getOrDefault("bootstrap.servers", "");
    return new CannotStart(BrokerTrouble.of(e, brokers).sentence(), e);
  }
}
