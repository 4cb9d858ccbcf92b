package dev.templatedeployer.bench.suite;

import dev.templatedeployer.bench.BenchFailed;
import dev.templatedeployer.identity.Principal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/// How long `./deployer dev` takes until it is ready, and until the first deployment has completed:
/// with an empty folder, and with one that it finds its data in.
record StartOfDevelopment() implements Scenario {

  private static final Duration STOP = Duration.ofSeconds(60);
  private static final Duration REQUEST = Duration.ofSeconds(40);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(10);

  @Override
  public String name() {
    return "start";
  }

  @Override
  public String title() {
    return "Start of development mode to the first completed deployment";
  }

  @Override
  public void measure(TestBed bed, Findings findings)
      throws BenchFailed, IOException, InterruptedException {
    bed.broker().stop(STOP); // development mode has one of its own
    var rounds = bed.extent().of(3, 1);
    var fresh = new Times(rounds);
    var again = new Times(rounds);
    for (var i = 0; i < rounds; i++) {
      var folder = bed.folder().resolve("dev-" + i).toString();
      run(bed, folder, fresh, i);
      run(bed, folder, again, i);
    }
    findings.figure("readySecondsWithAnEmptyFolder", fresh.ready);
    findings.figure("firstCompletedSecondsWithAnEmptyFolder", fresh.completed);
    findings.figure("readySecondsWithItsData", again.ready);
    findings.figure("firstCompletedSecondsWithItsData", again.completed);
    findings.goal(Goal.atMost("firstCompletedSecondsWithAnEmptyFolder", 8));
  }

  /// Seconds of each round.
  private static final class Times {
    private final double[] ready;
    private final double[] completed;

    Times(int rounds) {
      ready = new double[rounds];
      completed = new double[rounds];
    }
  }

  private static void run(TestBed bed, String folder, Times times, int round)
      throws BenchFailed, IOException, InterruptedException {
    var port = Loopback.freePort();
    var kafkaPort = Loopback.freePort();
    var arguments =
        List.of("dev", "--data-dir", folder, "--port", "" + port, "--kafka-port", "" + kafkaPort);
    var line = new ReadyLine("The template deployer is ready");
    var log = bed.folder().resolve("dev.log");
    var command = bed.launch().command(List.of(), Launch.DEPLOYER, arguments);
    try (var program = Program.start("dev", command, log, line)) {
      bed.keep(program);
      times.ready[round] = since(program, line.await(program, TestBed.PATIENCE));
      deploy(bed, URI.create("http://127.0.0.1:" + port), program);
      times.completed[round] = since(program, System.nanoTime());
      program.stop(STOP);
    }
  }

  private static double since(Program program, long moment) {
    return (moment - program.startedAt()) / 1e9;
  }

  /// Deploys a probe and waits for its end. Until the API answers it is tried again.
  private static void deploy(TestBed bed, URI api, Program program)
      throws BenchFailed, IOException, InterruptedException {
    Principal owner = bed.ground().target().owner();
    var request =
        HttpRequest.newBuilder(api.resolve("/v1/deployments"))
            .header("Content-Type", "application/json")
            .header("Prefer", "wait=30")
            .timeout(REQUEST)
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"template\": \"probe\", \"owner\": \"%s\", \"config\": {}}"
                        .formatted(owner)))
            .build();
    var answer = "";
    for (var tries = 0; tries < 500 && program.isAlive(); tries++) {
      var response = bed.http().send(request, HttpResponse.BodyHandlers.ofString());
      answer = response.body();
      if (answer.contains("\"COMPLETED\"")) {
        return;
      }
      if (response.statusCode() < 500) {
        break;
      }
      Thread.sleep(BETWEEN_TRIES);
    }
    throw BenchFailed.broken("The first deployment did not complete: " + answer);
  }
}
