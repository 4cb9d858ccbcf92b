package dev.templatedeployer.dev;

import dev.templatedeployer.CannotStart;
import dev.templatedeployer.Deployer;
import dev.templatedeployer.ProcessEnd;
import dev.templatedeployer.cli.CommandFailed;
import dev.templatedeployer.cli.DevelopmentMode;
import dev.templatedeployer.cli.ExitCode;
import java.io.PrintStream;
import java.nio.file.Path;
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
        DemoTemplates examples = examples(options);
        Deployer deployer = deployer(options, broker, examples)) {
      new Greeting(options.dataDir(), broker, deployer)
          .printTo(terminal, System.nanoTime() - began);
      if (options.demo()) {
        demonstrate(deployer, examples);
      } else {
        awaitEnd(deployer);
      }
    } catch (BrokerNotStarted | CannotStart e) {
      throw new CommandFailed(ExitCode.SOFTWARE, String.valueOf(e.getMessage()));
    }
    terminal.println("Stopped. The data stays in '%s'.".formatted(options.dataDir()));
    if (Boolean.getBoolean("deployer.remembers")) {
      terminal.println(
          "The JVM now remembers what it has loaded, so that the next start takes half the time ...");
    }
  }

  private DemoTemplates examples(Options options) {
    var home = Path.of(System.getProperty("deployer.home", ""));
    return options.demo() ? DemoTemplates.start(home, options.dataDir()) : DemoTemplates.none();
  }

  private Deployer deployer(Options options, EmbeddedBroker broker, DemoTemplates examples)
      throws CannotStart, InterruptedException {
    var settings = settings(options, broker);
    settings.putAll(examples.settings());
    var variables = new HashMap<>(environment);
    variables.putAll(examples.variables());
    return Deployer.startWithTopics(Deployer.settings(settings, environment, null), variables);
  }

  private void demonstrate(Deployer deployer, DemoTemplates examples)
      throws CommandFailed, InterruptedException {
    try (var api = new DemoApi(deployer.api());
        var traffic = new SampleTraffic(api);
        var story = new DemoStory(api, examples.areThere(), terminal)) {
      traffic.start();
      story.start();
      awaitEnd(deployer);
    }
  }

  private void awaitEnd(Deployer deployer) throws CommandFailed, InterruptedException {
    ProcessEnd.await(deployer);
    if (deployer.isDead()) {
      throw new CommandFailed(ExitCode.SOFTWARE, "The service could not go on. The log says why.");
    }
    terminal.println("Stopping ...");
  }

  private static Map<String, String> settings(Options options, EmbeddedBroker broker) {
    var settings = new HashMap<String, String>();
    settings.put("deployer.state-dir", options.dataDir().resolve("state").toString());
    settings.put("deployer.http.port", Integer.toString(options.port()));
    settings.put("deployer.http.probes.port", "0"); // nobody asks, and 8081 may be a registry
    settings.put("deployer.topics.partitions", Integer.toString(PARTITIONS));
    settings.put("deployer.topics.replication", "1");
    settings.put("templates.probe.enabled", "true");
    settings.put("deployer.verify.interval", "0s");
    settings.put("kafka.bootstrap.servers", broker.bootstrapServers());
    return settings;
  }
}
