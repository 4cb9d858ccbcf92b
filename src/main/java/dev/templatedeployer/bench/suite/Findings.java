package dev.templatedeployer.bench.suite;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.templatedeployer.bench.BatchResult;
import dev.templatedeployer.bench.LatencyMillis;
import dev.templatedeployer.bench.Written;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// What a scenario finds, which becomes one line of JSON. Field names are kept for life.
///
/// Units are in the names of the figures. Each figure is the median of its rounds, with the least
/// and the most. Belongs to the thread of the scenario.
final class Findings {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double THOUSANDTHS = 1_000;

  private final Map<String, Spread> figures = new LinkedHashMap<>();
  private final ObjectNode json = JSON.createObjectNode();
  private final ObjectNode distributions = JSON.createObjectNode();
  private final ObjectNode series = JSON.createObjectNode();
  private final ObjectNode settings = JSON.createObjectNode();

  /// Notes a figure.
  ///
  /// @param values one for each round
  void figure(String name, double... values) {
    figures.put(name, Spread.of(values));
  }

  /// Notes a figure whose rounds are known.
  void figure(String name, Spread spread) {
    figures.put(name, spread);
  }

  /// Notes a figure of each of some batches.
  void figure(String name, List<BatchResult> batches, ToDoubleFunction<BatchResult> of) {
    figure(name, batches.stream().mapToDouble(of).toArray());
  }

  /// Says what a figure must reach. A figure that was not noted has not reached it.
  void goal(Goal goal) {
    var spread = figures.get(goal.figure());
    var node = json.withArray("goals").addObject().put("figure", goal.figure());
    node.put(goal.isCeiling() ? "atMost" : "atLeast", goal.bound());
    node.put("isReached", spread != null && goal.isReachedBy(spread.median()));
  }

  /// Notes how latency is spread.
  void distribution(String name, LatencyMillis latency) {
    var points = distributions.putArray(name);
    for (var at : latency.distribution()) {
      points.addArray().add(at.percent()).add(rounded(at.millis()));
    }
  }

  /// Notes one point of a curve.
  void point(String curve, double x, double y) {
    series.withArray(curve).addArray().add(x).add(rounded(y));
  }

  /// Notes CPU seconds of a program for a thousand deployments.
  void cpu(String program, double secondsPerThousand) {
    json.withObject("cpuSecondsPerThousand").put(program, rounded(secondsPerThousand));
  }

  /// Notes what was written for each of `deployments`.
  void written(Written written, int deployments) {
    var node = json.putObject("writtenPerDeployment");
    node.put("records", rounded(written.records() / deployments));
    node.put("bytes", rounded(written.bytes() / deployments));
    node.put("markers", rounded(written.markers() / deployments));
    node.put("isSampled", written.isSampled());
    var topics = node.putObject("topics");
    for (var topic : written.topics()) {
      topics
          .putObject(topic.name())
          .put("records", rounded(topic.records() / deployments))
          .put("bytes", rounded(topic.bytes() / deployments));
    }
  }

  /// Notes what the scenario was set to.
  void setting(String name, String value) {
    settings.put(name, value);
  }

  /// Notes a remark for whoever reads the figures.
  void remark(String sentence) {
    json.withArray("remarks").add(sentence);
  }

  /// Notes that something is not as it must be, such as a deployment without an outcome.
  void flaw(String sentence) {
    json.withArray("flaws").add(sentence);
  }

  /// Notes what is wrong with a batch, if anything is.
  void flawsOf(String what, BatchResult batch) {
    if (!batch.isFlawless()) {
      flaw(
          "%s: of %d deployments %d failed, %d are missing, %d outcomes came twice."
              .formatted(what, batch.count(), batch.failed(), batch.missing(), batch.duplicates()));
    }
  }

  boolean hasFlaws() {
    return json.has("flaws");
  }

  /// The line, without what the suite adds.
  ObjectNode json() {
    var line = JSON.createObjectNode();
    var all = line.putObject("figures");
    figures.forEach((name, spread) ->
        all.putObject(name)
            .put("median", rounded(spread.median()))
            .put("min", rounded(spread.least()))
            .put("max", rounded(spread.most()))
            .put("rounds", spread.rounds()));
    line.setAll(json);
    line.set("distributions", distributions);
    line.set("series", series);
    line.set("settings", settings);
    return line;
  }

  private static double rounded(double number) {
    return Math.round(number * THOUSANDTHS) / THOUSANDTHS;
  }
}
