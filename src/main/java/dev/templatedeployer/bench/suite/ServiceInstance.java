package dev.templatedeployer.bench.suite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.templatedeployer.bench.BenchFailed;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// One process of the service.
final class ServiceInstance {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Program program;
  private final Launch launch;
  private final Path stateDir;
  private final URI api;
  private final HttpClient http;
  private final List<JsonNode> rebuilds;

  private ServiceInstance(
      Program program,
      Launch launch,
      Path stateDir,
      URI api,
      HttpClient http,
      List<JsonNode> rebuilds) {
    this.program = program;
    this.launch = launch;
    this.stateDir = stateDir;
    this.api = api;
    this.http = http;
    this.rebuilds = rebuilds;
  }

  /// Starts it, and does not wait until it is ready.
  ///
  /// @param arguments what follows the name of the program
  /// @param options options of its JVM
  static ServiceInstance start(
      String name,
      Launch launch,
      HttpClient http,
      int port,
      Path stateDir,
      Path log,
      List<String> arguments,
      List<String> options)
      throws IOException {
    var rebuilds = new CopyOnWriteArrayList<JsonNode>();
    var program =
        Program.start(
            name,
            launch.command(options, Launch.DEPLOYER, arguments),
            log,
            line -> noteRebuild(line, rebuilds));
    return new ServiceInstance(
        program, launch, stateDir, URI.create("http://127.0.0.1:" + port), http, rebuilds);
  }

  private static void noteRebuild(String line, List<JsonNode> rebuilds) {
    if (!line.contains("agenda rebuilt")) {
      return;
    }
    try {
      var pairs = JSON.createObjectNode();
      for (var pair : JSON.readTree(line).path("kvpList")) {
        pair.properties().forEach(entry -> pairs.set(entry.getKey(), entry.getValue()));
      }
      rebuilds.add(pairs);
    } catch (JsonProcessingException _) {
      // a line that is no JSON is not of the service's own log
    }
  }

  Program program() {
    return program;
  }

  Path stateDir() {
    return stateDir;
  }

  /// Waits until it says that it is ready.
  ///
  /// It tells nobody by itself, so it is asked, a hundred times a second.
  ///
  /// @return the moment, on the clock of `System.nanoTime`
  /// @throws BenchFailed if it ends instead, or takes too long
  long awaitReady(Duration patience) throws BenchFailed, InterruptedException {
    var end = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() - end < 0) {
      if (!program.isAlive()) {
        throw BenchFailed.broken(
            "The service '%s' ended. It said last:\n%s"
                .formatted(program.name(), program.lastLines()));
      }
      try {
        if (get("/readyz").statusCode() == 200) {
          return System.nanoTime();
        }
      } catch (IOException _) {
        // it does not listen yet
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
    throw BenchFailed.broken(
        "The service '%s' was not ready after %d s. It said last:\n%s"
            .formatted(program.name(), patience.toSeconds(), program.lastLines()));
  }

  /// Waits until a condition on its metrics holds.
  ///
  /// @param what the condition in words, for the sentence
  void awaitMetric(String what, Condition condition, Duration patience)
      throws BenchFailed, IOException, InterruptedException {
    var end = System.nanoTime() + patience.toNanos();
    while (!condition.holds(metrics())) {
      if (System.nanoTime() - end > 0) {
        throw BenchFailed.broken(
            "After %d s it is not so that %s. The service '%s' said last:\n%s"
                .formatted(patience.toSeconds(), what, program.name(), program.lastLines()));
      }
      Thread.sleep(BETWEEN_LOOKS.multipliedBy(10));
    }
  }

  /// Something that metrics show.
  @FunctionalInterface
  interface Condition {
    boolean holds(Scrape metrics);
  }

  /// Asks its API.
  ///
  /// @param path with its query, from the first slash
  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(api.resolve(path)).timeout(PATIENCE).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  Scrape metrics() throws IOException, InterruptedException {
    return Scrape.of(get("/metrics").body());
  }

  /// How much of its heap is in use when all garbage has been collected, in MiB.
  double heapAfterCollectionMiB() throws BenchFailed, IOException, InterruptedException {
    launch.jcmd().tell(program.pid(), List.of("GC.run"));
    return metrics().sum("jvm_memory_used_bytes", "area=\"heap\"") / (1 << 20);
  }

  /// What its log said of each agenda that it built: `records`, `open`, and `took` in ISO 8601.
  List<JsonNode> rebuilds() {
    return List.copyOf(rebuilds);
  }
}
