package dev.templatedeployer.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.bench.BenchClients;
import dev.templatedeployer.bench.FakeKafka;
import dev.templatedeployer.control.ControlUnavailable;
import dev.templatedeployer.topics.BrokerTopics;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Runs command lines as a shell would, at a time that stands still unless the command itself
/// pauses.
final class Terminal {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  /// What became of a command line.
  record Ended(int code, String out, String err) {}

  private final Map<String, String> environment = new HashMap<>();
  private final List<Object> started = new ArrayList<>();
  private Instant now = NOON;
  private String input = "";
  private boolean isTerminal;
  private BenchClients clients = new FakeKafka();
  private BrokerTopics broker = new FakeBroker();
  private Parts.Controls controls =
      (_, _) -> {
        throw new ControlUnavailable("There is no Kafka in this test.");
      };
  private Installation installation =
      _ -> {
        throw new CommandFailed(ExitCode.USAGE, "There is no Kafka in this test.");
      };

  private ReadModelWork readModel =
      (_, _) -> {
        throw new CommandFailed(ExitCode.SOFTWARE, "There is no read model in this test.");
      };

  private StoresWork stores =
      (_, _) -> {
        throw new CommandFailed(ExitCode.SOFTWARE, "There are no stores in this test.");
      };

  /// A terminal whose commands talk to `server`.
  static Terminal with(FakeDeployer server) {
    return new Terminal().having("DEPLOYER_SERVER", server.address());
  }

  Terminal having(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Terminal typing(String text) {
    input = text;
    return this;
  }

  /// Makes `work` rebuild the read model.
  Terminal rebuilding(ReadModelWork work) {
    readModel = work;
    return this;
  }

  /// Makes `work` rebuild the stores.
  Terminal rebuildingStores(StoresWork work) {
    stores = work;
    return this;
  }

  /// Makes both outputs a terminal that shows colours.
  Terminal onScreen() {
    isTerminal = true;
    return this;
  }

  /// Makes the commands that speak to Kafka find `found` where `installed` says.
  Terminal withBroker(Installation installed, BrokerTopics found) {
    installation = installed;
    broker = found;
    return this;
  }

  /// Makes the commands that change what holds at Kafka change it with `changed`.
  Terminal withControls(Installation installed, Parts.Controls changed) {
    installation = installed;
    controls = changed;
    return this;
  }

  /// Makes the benchmark find `found` where `installed` says.
  Terminal withKafka(Installation installed, BenchClients found) {
    installation = installed;
    clients = found;
    return this;
  }

  Ended run(String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var surroundings =
        new Surroundings(
            new ByteArrayInputStream(input.getBytes(UTF_8)),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            isTerminal,
            isTerminal,
            environment,
            () -> now,
            duration -> now = now.plus(duration));
    var parts =
        new Parts(
            started::add,
            started::add,
            installation,
            _ -> broker,
            (_, _) -> clients,
            readModel,
            stores,
            controls);
    var code = DeployerCommand.run(arguments, parts, surroundings);
    return new Ended(code, out.toString(UTF_8), err.toString(UTF_8));
  }

  /// The options that `dev` and `serve` were run with.
  List<Object> started() {
    return started;
  }
}
