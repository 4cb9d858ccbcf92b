package dev.templatedeployer.bench.suite;

import dev.templatedeployer.bench.BenchFailed;
import dev.templatedeployer.topics.BrokerTrouble;
import java.io.IOException;
import java.util.Map;

/// One thing that is measured, on a test bed of its own.
interface Scenario {

  /// The name on the command line and in the results. Never change it.
  String name();

  /// What is asked, in a few words for a heading.
  String title();

  /// Settings that its services have besides the usual.
  default Map<String, String> settings() {
    return Map.of();
  }

  /// Does it, and notes what it finds.
  ///
  /// @param bed where nothing runs yet but the broker
  /// @throws BenchFailed if the service refuses or does not come up
  /// @throws BrokerTrouble if the broker does not answer
  /// @throws IOException if a process or a file cannot be worked with
  void measure(TestBed bed, Findings findings)
      throws BenchFailed, BrokerTrouble, IOException, InterruptedException;
}
