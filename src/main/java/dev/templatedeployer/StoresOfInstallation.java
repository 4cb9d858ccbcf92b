package dev.templatedeployer;

import dev.templatedeployer.cli.CommandFailed;
import dev.templatedeployer.cli.ExitCode;
import dev.templatedeployer.cli.StoresWork;
import dev.templatedeployer.stream.BrokenEvents;
import dev.templatedeployer.stream.StoresInUse;
import dev.templatedeployer.stream.StoresRebuild;
import dev.templatedeployer.template.catalog.Json;
import dev.templatedeployer.topics.BrokerTrouble;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;

/// The stores of an installation of which no instance runs.
///
/// @param environment the environment variables
record StoresOfInstallation(Map<String, String> environment) implements StoresWork {

  @Override
  public Result rebuild(Wish wish, Listener listener) throws CommandFailed, InterruptedException {
    var options = wish.options();
    try (var blueprint =
            new Blueprint(
                Deployer.settings(options.settings(), environment, options.config()), environment);
        var _ = StateDirectory.hold(blueprint.stateDir())) {
      new Cluster(blueprint.kafka())
          .check(
              blueprint.allTopics(),
              blueprint.settings().get(DeployerSettings.REPLICATION),
              blueprint.replyTopics().foreign());
      StoresRebuild rebuild = rebuild(blueprint, wish);
      if (wish.isTrial()) {
        return result(rebuild.check(listener::reached));
      }
      StoresRebuild.Result result = rebuild.run(listener::reached);
      new LocalStores(blueprint.stateDir()).discard();
      return result(result);
    } catch (CannotStart | BrokenEvents e) {
      throw new CommandFailed(ExitCode.SOFTWARE, String.valueOf(e.getMessage()));
    } catch (StoresInUse e) {
      throw new CommandFailed(ExitCode.REFUSED, String.valueOf(e.getMessage()));
    } catch (ExecutionException | KafkaException e) {
      throw new CommandFailed(
          ExitCode.UNREACHABLE,
          BrokerTrouble.of(e, options.settings().getOrDefault("kafka.bootstrap.servers", ""))
              .sentence());
    }
  }

  private static StoresRebuild rebuild(Blueprint blueprint, Wish wish) {
    return new StoresRebuild(
        StoresOnKafka.of(blueprint),
        blueprint.ids(),
        blueprint.kinds(),
        Json.mapper(),
        wish.fromTheirBeginning());
  }

  private static Result result(StoresRebuild.Result result) {
    return new Result(
        result.deployments(),
        result.canisters(),
        result.operations(),
        result.repeated(),
        result.passedOver());
  }
}
