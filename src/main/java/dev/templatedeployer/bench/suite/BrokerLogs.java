package dev.templatedeployer.bench.suite;

import dev.templatedeployer.topics.BrokerTrouble;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/// How large the logs of a broker are.
record BrokerLogs(Map<String, Long> bytesByTopic) {

  BrokerLogs {
    bytesByTopic = Map.copyOf(bytesByTopic);
  }

  /// A look at all logs: what records take on disk, compressed and with all that the log adds.
  static BrokerLogs at(String brokers) throws BrokerTrouble, InterruptedException {
    try (var admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
      var nodes = admin.describeCluster().nodes().get().stream().map(node -> node.id()).toList();
      var bytes = new TreeMap<String, Long>();
      admin
          .describeLogDirs(nodes)
          .allDescriptions()
          .get()
          .values()
          .forEach(folders ->
              folders
                  .values()
                  .forEach(folder ->
                      folder
                          .replicaInfos()
                          .forEach((partition, replica) ->
                              bytes.merge(partition.topic(), replica.size(), Long::sum))));
      return new BrokerLogs(bytes);
    } catch (ExecutionException e) {
      throw BrokerTrouble.of(e, brokers);
    }
  }

  /// Bytes of all topics of the service since an earlier look; Kafka's own topics do not count.
  long since(BrokerLogs before) {
    return bytesByTopic.entrySet().stream()
        .filter(topic -> !topic.getKey().startsWith("__"))
        .mapToLong(
            topic -> topic.getValue() - before.bytesByTopic().getOrDefault(topic.getKey(), 0L))
        .sum();
  }
}
