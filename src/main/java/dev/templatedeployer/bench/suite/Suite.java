package dev.templatedeployer.bench.suite;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.templatedeployer.bench.BenchFailed;
import dev.templatedeployer.bench.BenchWatcher;
import dev.templatedeployer.topics.BrokerTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Runs scenarios one after the other, each on a test bed of its own, and hands out a line of JSON
/// for each.
///
/// A scenario that breaks off costs its own line and no other's. Belongs to one thread, all but
/// [#stop].
public final class Suite {

  private static final int RAW_RECORDS = 50_000;

  private final Order order;
  private final Ground.OfSettings grounds;
  private final Launch launch = Launch.likeThisProcess();
  private volatile @Nullable TestBed bed;
  private volatile @Nullable Thread runner;
  private volatile boolean isStopped;

  /// What a run of the suite is to do.
  ///
  /// @param names of the scenarios; empty for all
  /// @param settings of the services, besides the usual; what a scenario sets itself wins
  /// @param recordings folder for what the flight recorder saw while something was measured; null
  ///   to record nothing
  /// @param results where each line goes, behind those that are there; null for nowhere
  /// @param versions of what is measured, as they go into the results
  /// @param watcher is told how it goes
  public record Order(
      List<String> names,
      Extent extent,
      Map<String, String> settings,
      @Nullable Path recordings,
      @Nullable Path results,
      Map<String, String> versions,
      BenchWatcher watcher) {
    public Order {
      names = List.copyOf(names);
      settings = Map.copyOf(settings);
      versions = Map.copyOf(versions);
    }
  }

  public Suite(Order order, Ground.OfSettings grounds) {
    this.order = order;
    this.grounds = grounds;
  }

  /// The names of all scenarios.
  public static List<String> names() {
    return Scenarios.names();
  }

  /// Runs them.
  ///
  /// @param line takes each line when it is known
  /// @param trouble takes a sentence for each scenario that broke off, and for all that was not as
  ///   it must be
  /// @throws IOException if the results cannot be written
  public void run(Consumer<ObjectNode> line, Consumer<String> trouble)
      throws IOException, InterruptedException {
    runner = Thread.currentThread();
    try {
      for (var scenario : Scenarios.named(order.names())) {
        if (isStopped) {
          trouble.accept("Stopped before '%s'.".formatted(scenario.name()));
          return;
        }
        run(scenario, line, trouble);
      }
    } finally {
      runner = null;
      if (isStopped) {
        var _ = Thread.interrupted(); // it was for what is over now
      }
    }
  }

  private void run(Scenario scenario, Consumer<ObjectNode> line, Consumer<String> trouble)
      throws IOException, InterruptedException {
    order.watcher().progress(scenario.name(), 0, 0, 1);
    var folder = Files.createTempDirectory("deployer-bench-");
    var findings = new Findings();
    var began = System.nanoTime();
    try {
      var json = measure(scenario, folder, findings);
      json.put("seconds", (System.nanoTime() - began) / 1_000_000_000);
      append(json);
      line.accept(json);
      json.path("flaws").forEach(flaw -> trouble.accept(scenario.name() + ": " + flaw.asText()));
    } catch (BenchFailed e) {
      trouble.accept("%s: %s".formatted(scenario.name(), e.sentence()));
    } catch (BrokerTrouble e) {
      trouble.accept("%s: %s".formatted(scenario.name(), e.sentence()));
    } catch (IOException | InterruptedException | RuntimeException e) {
      if (!isStopped) { // else all that it talked to is gone, and anything may come of that
        throw e;
      }
      trouble.accept("Stopped in '%s'.".formatted(scenario.name()));
    } finally {
      DiskUse.delete(folder);
    }
  }

  private ObjectNode measure(Scenario scenario, Path folder, Findings findings)
      throws BenchFailed, BrokerTrouble, IOException, InterruptedException {
    var load = Machine.load();
    var settings = new HashMap<>(order.settings());
    settings.putAll(scenario.settings());
    var at = Instant.now();
    try (var opened =
        new TestBed(
            folder,
            launch,
            grounds,
            order.extent(),
            order.watcher(),
            new Recordings(order.recordings(), scenario.name(), launch.jcmd()),
            settings)) {
      bed = opened;
      if (isStopped) {
        opened.stop();
      }
      order.watcher().progress("raw loop", 0, 0, 1);
      var raw = RawLoop.recordsPerSecond(opened.brokers(), order.extent().of(RAW_RECORDS, 1_000));
      scenario.measure(opened, findings);
      findings.figure("rawLoopRecordsPerSecond", raw);
      opened.settings().forEach(findings::setting);
      return complete(scenario, findings, at, load);
    } finally {
      bed = null;
    }
  }

  private ObjectNode complete(Scenario scenario, Findings findings, Instant at, double load) {
    var found = findings.json();
    var json = found.objectNode();
    json.put("scenario", scenario.name()).put("title", scenario.title());
    json.put("at", at.toString()).put("isQuick", order.extent() == Extent.QUICK);
    json.setAll(found);
    json.withObject("settings").put("jvm", launch.tuning());
    if (order.recordings() != null) {
      json.withArray("remarks").add("The flight recorder ran meanwhile.");
    }
    var versions = json.putObject("versions");
    order.versions().forEach(versions::put);
    var machine = json.putObject("machine");
    Machine.describe(machine);
    machine.put("loadBefore", load);
    return json;
  }

  private void append(ObjectNode json) throws IOException {
    var results = order.results();
    if (results != null) {
      var parent = results.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.write(
          results,
          (json + "\n").getBytes(UTF_8),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }

  /// Ends it soon, and all processes that it started at once. From any thread.
  public void stop() {
    isStopped = true;
    var running = bed;
    if (running != null) {
      running.stop();
    }
    var thread = runner;
    if (thread != null) {
      thread.interrupt(); // it may wait for a broker that is gone
    }
  }
}
