package dev.templatedeployer.dev;

import dev.templatedeployer.CannotStart;
import dev.templatedeployer.Deployer;
import dev.templatedeployer.ProcessEnd;
import dev.templatedeployer.cli.CommandFailed;
import dev.templatedeployer.cli.DevelopmentMode;
import dev.templatedeployer.cli.ExitCode;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;

/// Development mode: a broker with its data in a folder, and the service on it, in this process.
///
/// The same service as in production, against a Kafka that happens to be in the same JVM.
public final class LocalDevelopment implements DevelopmentMode {

  /// Few, since a laptop has few cores; enough to see that keys spread.
  private static final int PARTITIONS = 4;

  private final Map<String, String> environment;
  private final PrintStream terminal;

  /// @param environment the environment variables
  /// @param terminal where a person reads what is where
  public LocalDevelopment(Map<String, String> environment, PrintStream terminal) {
    this.environment = Map.copyOf(environment);
    this.terminal = terminal;
  }

  @Override
  public void run(Options options) throws CommandFailed, InterruptedException {
    long began = System.nanoTime();
    terminal.println("Starting a broker and the service ...");
    try (EmbeddedBroker broker =
            EmbeddedBroker.start(options.dataDir().resolve("kafka"), options.kafkaPort());
        Deployer deployer =
            Deployer.startWithTopics(
                Deployer.settings(settings(options, broker), environment, null))) {
      new Greeting(options.dataDir(), broker, deployer)
          .printTo(terminal, System.nanoTime() - began);
      awaitEnd(deployer, options.demo());
    } catch (BrokerNotStarted | CannotStart e) {
      throw new CommandFailed(ExitCode.SOFTWARE, String.valueOf(e.getMessage()));
    }
    terminal.println("Stopped. The data stays in '%s'.".formatted(options.dataDir()));
  }

  private void awaitEnd(Deployer deployer, boolean isDemo)
      throws CommandFailed, InterruptedException {
    try (SampleTraffic traffic = SampleTraffic.to(deployer.api())) {
      if (isDemo) {
        traffic.start();
      }
      ProcessEnd.await(deployer);
    }
    if (deployer.isDead()) {
      throw new CommandFailed(ExitCode.SOFTWARE, "The service could not go on. The log says why.");
    }
    terminal.println("Stopping ...");
  }

  private static Map<String, String> settings(Options options, EmbeddedBroker broker) {
    var settings = new HashMap<String, String>();
    settings.put("deployer.state-dir", options.dataDir().resolve("state").toString());
    settings.put("deployer.http.port", Integer.toString(options.port()));
    settings.put("deployer.topics.partitions", Integer.toString(PARTITIONS));
    settings.put("deployer.topics.replication", "1");
    settings.put("deployer.executor.instance", "development");
    settings.put("templates.probe.enabled", "true");
    settings.put("kafka.bootstrap.servers", broker.bootstrapServers());
    return settings;
  }
}
