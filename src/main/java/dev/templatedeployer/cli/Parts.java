package dev.templatedeployer.cli;

import dev.templatedeployer.bench.BenchClients;
import dev.templatedeployer.control.ControlChange;
import dev.templatedeployer.control.ControlDecision;
import dev.templatedeployer.control.ControlUnavailable;
import dev.templatedeployer.topics.BrokerTopics;
import dev.templatedeployer.topics.BrokerTrouble;
import java.util.Map;

/// What the command line hands work to.
record Parts(
    DevelopmentMode development,
    Service service,
    Installation installation,
    Brokers brokers,
    Benches benches,
    ReadModelWork readModel,
    StoresWork stores,
    Controls controls) {

  /// Makes the Kafka clients of a benchmark.
  @FunctionalInterface
  interface Benches {

    /// The clients, which do not connect yet.
    ///
    /// @param kafka what they are told, `bootstrap.servers` among it
    /// @param lingerMillis how long the producer waits for more to send
    BenchClients at(Map<String, String> kafka, int lingerMillis);
  }

  /// Changes what holds, at Kafka itself.
  @FunctionalInterface
  interface Controls {

    /// What comes of `change` to the service on `cluster`.
    ControlDecision change(Installation.Cluster cluster, ControlChange change)
        throws ControlUnavailable, InterruptedException;
  }

  /// Finds the topics of a broker.
  @FunctionalInterface
  interface Brokers {

    /// The topics of the broker, which is reached with the first question.
    ///
    /// @param kafka what the client is told, `bootstrap.servers` among it
    BrokerTopics at(Map<String, String> kafka) throws BrokerTrouble;
  }
}
