package dev.templatedeployer;

import dev.templatedeployer.stream.KeptStores;
import dev.templatedeployer.stream.StoresCheck;
import dev.templatedeployer.topics.BrokerTrouble;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;

/// What Kafka holds of the stores, looked at before the topology starts: whether it fits what
/// happened, and whether the stores on this machine follow it.
///
/// @param blueprint what follows from the settings
record StoresOnKafka(Blueprint blueprint) {

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
      Map<String, String> changelogs = check().makeChangelogs();
      local().discardUnlessOf(changelogs);
      local().follow(changelogs);
    } catch (ExecutionException | KafkaException e) {
      throw cannotLook(e);
    }
  }

  /// The stores, by where they lie.
  static KeptStores of(Blueprint blueprint) {
    return new KeptStores(
        blueprint.kafka(),
        blueprint.topics(),
        blueprint.settings().get(DeployerSettings.BACKENDS),
        blueprint.settings().get(DeployerSettings.APPLICATION_ID),
        blueprint.settings().get(DeployerSettings.REPLICATION));
  }

  private LocalStores local() {
    return new LocalStores(blueprint.stateDir());
  }

  private StoresCheck check() {
    return new StoresCheck(of(blueprint));
  }

  private CannotStart cannotLook(Exception e) {
    String brokers = blueprint.kafka().getOrDefault("bootstrap.servers", "");
    return new CannotStart(BrokerTrouble.of(e, brokers).sentence(), e);
  }
}
