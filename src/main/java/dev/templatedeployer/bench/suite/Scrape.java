package dev.templatedeployer.bench.suite;

import java.util.List;

/// One look at the metrics of a service, in the text form of Prometheus.
record Scrape(List<String> lines) {

  Scrape {
    lines = List.copyOf(lines);
  }

  static Scrape of(String page) {
    return new Scrape(page.lines().filter(line -> !line.startsWith("#")).toList());
  }

  /// The sum of all samples of a metric, 0 if there are none.
  ///
  /// @param name with its suffix, such as `jvm_memory_used_bytes`
  /// @param label a label that they must have, such as `area="heap"`, or empty for any
  double sum(String name, String label) {
    return lines.stream()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .filter(line -> label.isEmpty() || line.contains(label))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .filter(value -> !Double.isNaN(value))
        .sum();
  }
}
