package dev.templatedeployer.bench.suite;

import com.fasterxml.jackson.databind.JsonNode;
import dev.templatedeployer.bench.suite.Plot.Curve;
import dev.templatedeployer.bench.suite.Plot.Point;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.StreamSupport;

/// The plots that results allow, by the name of their file.
record Plots(Results results) {

  private static final List<Double> PERCENTS = List.of(0.0, 50.0, 90.0, 99.0, 99.9, 99.99);
  private static final double WORST = 99.99;

  /// Those for which there are figures.
  Map<String, Plot> drawn() {
    var plots = new LinkedHashMap<String, Plot>();
    put(plots, "latency.svg", latency());
    put(
        plots,
        "open-work.svg",
        series(
            "Throughput against open work",
            "open deployments",
            "completed a second",
            "open-work",
            OpenWork.CURVE));
    put(
        plots,
        "growth.svg",
        series(
            "Time for each deployment as the history grows",
            "finished deployments",
            "µs a deployment",
            "at-rest",
            AtRest.CURVE));
    put(plots, "partitions.svg", partitions());
    return plots;
  }

  private static void put(Map<String, Plot> plots, String file, Plot plot) {
    if (plot.curves().stream().anyMatch(curve -> !curve.points().isEmpty())) {
      plots.put(file, plot);
    }
  }

  /// Percentiles to the right, so that each step is a tenth of the slow ones that are left.
  private Plot latency() {
    var curves = new ArrayList<Curve>();
    for (var scenario : List.of("latency", "slow-runs", "queries")) {
      results
          .of(scenario)
          .ifPresent(line ->
              line.path("distributions").properties().stream()
                  .map(named -> new Curve(named.getKey(), percentiles(named.getValue())))
                  .forEach(curves::add));
    }
    var x =
        new Axis(
            "percentile",
            PERCENTS.stream()
                .map(percent ->
                    new Axis.Tick(
                        place(percent), percent.toString().replaceFirst("\\.0$", "") + "%"))
                .toList(),
            false);
    var y = Axis.powersOfTen("ms", ys(curves));
    return new Plot("Latency by percentile", x, y, curves);
  }

  private static List<Point> percentiles(JsonNode points) {
    return points(points).stream()
        .map(point -> new Point(place(point.x()), Math.max(point.y(), 0.1)))
        .toList();
  }

  private static double place(double percent) {
    return -Math.log10(1 - Math.min(percent, WORST) / 100);
  }

  private Plot series(String title, String x, String y, String scenario, String name) {
    var points =
        results.of(scenario).map(line -> points(line.path("series").path(name))).orElse(List.of());
    return linear(title, x, y, points);
  }

  private Plot partitions() {
    var points = new ArrayList<Point>();
    for (var line : results.all()) {
      var name = line.path("scenario").asText();
      if (name.startsWith("partitions-")) {
        points.add(
            new Point(
                Double.parseDouble(name.substring(name.indexOf('-') + 1)),
                line.path("figures").path("completedPerSecond").path("median").asDouble()));
      }
    }
    return linear(
        "Throughput by partitions of a topic", "partitions", "completed a second", points);
  }

  private static Plot linear(String title, String x, String y, List<Point> points) {
    var curves = List.of(new Curve("", points));
    return new Plot(
        title,
        Axis.upTo(x, points.stream().mapToDouble(Point::x)),
        Axis.upTo(y, ys(curves)),
        curves);
  }

  private static DoubleStream ys(List<Curve> curves) {
    return curves.stream().flatMap(curve -> curve.points().stream()).mapToDouble(Point::y);
  }

  private static List<Point> points(JsonNode pairs) {
    return StreamSupport.stream(pairs.spliterator(), false)
        .map(pair -> new Point(pair.path(0).asDouble(), pair.path(1).asDouble()))
        .toList();
  }
}
