package dev.templatedeployer.cli;

import org.apache.kafka.common.utils.AppInfoParser;

/// What is running: the deployer, its Kafka clients, and Java.
record Versions(String deployer, String kafkaClients, String java) {

  /// Those of this process.
  static Versions ofThisProgram() {
    var ours = Versions.class.getPackage().getImplementationVersion();
    return new Versions(
        ours == null ? "unpackaged" : ours,
        AppInfoParser.getVersion(),
        System.getProperty("java.version", "?"));
  }

  @Override
  public String toString() {
    return "deployer %s (Kafka clients %s, Java %s)".formatted(deployer, kafkaClients, java);
  }
}
