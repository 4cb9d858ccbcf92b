package dev.templatedeployer;

import dev.templatedeployer.topics.BrokerTopics;
import dev.templatedeployer.topics.BrokerTrouble;
import dev.templatedeployer.topics.KafkaTopics;
import dev.templatedeployer.topics.TopicCheck;
import dev.templatedeployer.wire.Topic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/// The Kafka cluster, looked at before anything is started on it, so that what is wrong is said in
/// a sentence and not by a thread that dies later.
///
/// @param kafka what the clients are told, `bootstrap.servers` among it
record Cluster(Map<String, String> kafka) {

  private static final int PATIENCE_MILLIS = 15_000;

  Cluster {
    kafka = Map.copyOf(kafka);
  }

  /// Makes those of `wanted` that are missing, and mends what can be mended without loss.
  void create(Collection<Topic> wanted, int replication) throws CannotStart, InterruptedException {
    refuseWithoutAddress();
    try (BrokerTopics topics = KafkaTopics.at(kafka)) {
      topics.mend(TopicCheck.differences(wanted, replication, topics.find(names(wanted))));
    } catch (BrokerTrouble e) {
      throw new CannotStart(e.sentence(), e);
    }
  }

  /// Checks that all topics are there and as they have to be.
  ///
  /// @param others topics that only have to be there
  /// @return the cluster's id
  String check(Collection<Topic> wanted, int replication, Collection<String> others)
      throws CannotStart, InterruptedException {
    refuseWithoutAddress();
    var sentences = new ArrayList<String>();
    try (BrokerTopics topics = KafkaTopics.at(kafka)) {
      TopicCheck.differences(wanted, replication, topics.find(names(wanted)))
          .forEach(difference -> sentences.add(difference.sentence()));
      Set<String> there = topics.names();
      others.stream()
          .filter(topic -> !there.contains(topic) && !names(wanted).contains(topic))
          .forEach(topic -> sentences.add(missingReplyTopic(topic)));
    } catch (BrokerTrouble e) {
      throw new CannotStart(e.sentence(), e);
    }
    if (!sentences.isEmpty()) {
      throw new CannotStart(
          "The topics at '%s' are not as the service needs them. './deployer topics apply' makes what is missing.\n  %s"
              .formatted(kafka.get("bootstrap.servers"), String.join("\n  ", sentences)));
    }
    return id();
  }

  private String id() throws CannotStart, InterruptedException {
    var config = new HashMap<String, Object>(kafka);
    config.put("default.api.timeout.ms", PATIENCE_MILLIS);
    config.put("request.timeout.ms", PATIENCE_MILLIS / 3);
    try (Admin admin = Admin.create(config)) {
      return admin.describeCluster().clusterId().get();
    } catch (ExecutionException e) {
      String brokers = kafka.getOrDefault("bootstrap.servers", "");
      throw new CannotStart(BrokerTrouble.of(e, brokers).sentence(), e);
    }
  }

  private void refuseWithoutAddress() throws CannotStart {
    if (!kafka.containsKey("bootstrap.servers")) {
      throw new CannotStart(
          "Nobody said where Kafka is. Set 'kafka.bootstrap.servers' in the settings file, or the variable DEPLOYER_KAFKA_BOOTSTRAP_SERVERS.");
    }
  }

  private static String missingReplyTopic(String topic) {
    return "The reply topic '%s' does not exist. Make it, or take it out of the settings (reply-topics)."
        .formatted(topic);
  }

  private static List<String> names(Collection<Topic> topics) {
    return topics.stream().map(Topic::name).toList();
  }
}
