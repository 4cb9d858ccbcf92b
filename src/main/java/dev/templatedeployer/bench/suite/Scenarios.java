package dev.templatedeployer.bench.suite;

import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// All scenarios there are, in the order in which they run.
final class Scenarios {

  static final List<Scenario> ALL =
      Stream.<Scenario>concat(
              Stream.<Scenario>of(
                  new StartOfDevelopment(),
                  Throughput.ofNothing(),
                  Throughput.of50Millis(),
                  new LatencyAtRates(),
                  new Burst(),
                  new SlowRuns(),
                  new QueriesUnderLoad(),
                  new OpenWork(),
                  new KilledService(true),
                  new KilledService(false),
                  new KilledBroker(),
                  new CleanRestart(),
                  new TwoInstances(),
                  new AtRest()),
              IntStream.of(1, 6, 12, 24).mapToObj(Throughput::with))
          .toList();

  private Scenarios() {}

  /// Those that are named; all if none is.
  static List<Scenario> named(Collection<String> names) {
    return ALL.stream()
        .filter(scenario -> names.isEmpty() || names.contains(scenario.name()))
        .toList();
  }

  static List<String> names() {
    return ALL.stream().map(Scenario::name).toList();
  }
}
