package dev.templatedeployer;

import dev.templatedeployer.cli.CommandFailed;
import dev.templatedeployer.cli.ExitCode;
import dev.templatedeployer.cli.Installation;
import dev.templatedeployer.cli.ReadModelWork;
import dev.templatedeployer.query.EventTopics;
import dev.templatedeployer.query.HostedCanisters;
import dev.templatedeployer.query.Projector;
import dev.templatedeployer.query.ReadModel;
import dev.templatedeployer.query.Rebuild;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/// The read model of an instance that does not run.
///
/// @param environment the environment variables
record ReadModelOfInstallation(Map<String, String> environment) implements ReadModelWork {

  @Override
  public long rebuild(Installation.Options options, Listener listener)
      throws CommandFailed, InterruptedException {
    try (var blueprint =
            new Blueprint(
                Deployer.settings(options.settings(), environment, options.config()), environment);
        var _ = StateDirectory.hold(blueprint.stateDir())) {
      String clusterId =
          new Cluster(blueprint.kafka())
              .check(
                  List.of(blueprint.topics().events(), blueprint.topics().canisterEvents()),
                  blueprint.settings().get(DeployerSettings.REPLICATION),
                  List.of());
      return rebuild(blueprint, blueprint.eventTopics(clusterId), listener);
    } catch (CannotStart | IllegalStateException e) {
      throw new CommandFailed(ExitCode.SOFTWARE, String.valueOf(e.getMessage()));
    }
  }

  private static long rebuild(Blueprint blueprint, EventTopics topics, Listener listener) {
    ReadModel.discard(blueprint.readModel(), blueprint.readModelFile());
    try (ReadModel model =
        ReadModel.open(blueprint.readModel(), blueprint.readModelFile(), topics)) {
      return new Rebuild(
              model,
              blueprint.formats(),
              new HostedCanisters(blueprint.kinds()),
              () -> new KafkaConsumer<>(blueprint.withKafka(Projector.CONSUMER_SETTINGS)))
          .run(listener::reached);
    }
  }
}
