package dev.templatedeployer;

import dev.templatedeployer.topics.ClusterTopics;
import dev.templatedeployer.wire.Topic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;

/// The Kafka cluster, looked at before anything is started on it, so that what is wrong is said in
/// a sentence and not by a thread that dies later.
///
/// @param kafka what the clients are told, `bootstrap.servers` among it
record Cluster(Map<String, String> kafka) {

  private static final int PATIENCE_SECONDS = 15;

  /// Makes those of `topics` that are missing.
  void create(Collection<Topic> topics, int replication) throws CannotStart, InterruptedException {
    ask(admin -> new ClusterTopics(admin).createMissing(topics, replication));
  }

  /// Checks that all topics are there and as they have to be.
  ///
  /// @param others topics that only have to be there
  /// @return the cluster's id
  String check(Collection<Topic> topics, Collection<String> others)
      throws CannotStart, InterruptedException {
    var differences = new ArrayList<String>();
    String id =
        ask(
            admin -> {
              String clusterId = admin.describeCluster().clusterId().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
              Set<String> there = admin.listTopics().names().get();
              differences.addAll(new ClusterTopics(admin).differences(topics));
              others.stream()
                  .filter(topic -> !there.contains(topic))
                  .filter(topic -> topics.stream().noneMatch(t -> t.name().equals(topic)))
                  .map(
                      topic ->
                          "The reply topic '%s' does not exist. Make it, or take it out of 'deployer.reply-topics'."
                              .formatted(topic))
                  .forEach(differences::add);
              return clusterId;
            });
    if (!differences.isEmpty()) {
      throw new CannotStart(
          "The topics at %s are not as the service needs them:\n  %s"
              .formatted(brokers(), String.join("\n  ", differences)));
    }
    return id;
  }

  private <T> T ask(Question<T> question) throws CannotStart, InterruptedException {
    if (!kafka.containsKey("bootstrap.servers")) {
      throw new CannotStart(
          "Nobody said where Kafka is. Set 'kafka.bootstrap.servers' in the settings file, or the variable DEPLOYER_KAFKA_BOOTSTRAP_SERVERS.");
    }
    var config = new HashMap<String, Object>(kafka);
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_SECONDS * 1000);
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    try (Admin admin = Admin.create(config)) {
      return question.ask(admin);
    } catch (ConfigException e) {
      throw new CannotStart("The settings under 'kafka.' make no client: " + e.getMessage(), e);
    } catch (KafkaException e) {
      throw new CannotStart(
          e.getCause() instanceof ConfigException cause
              ? "The settings under 'kafka.' make no client: " + cause.getMessage()
              : unreachable(e),
          e);
    } catch (ExecutionException e) {
      throw new CannotStart(unreachable(e.getCause() == null ? e : e.getCause()), e);
    } catch (TimeoutException e) {
      throw new CannotStart(unreachable(e), e);
    }
  }

  private String unreachable(Throwable why) {
    return why instanceof org.apache.kafka.common.errors.TimeoutException
            || why instanceof TimeoutException
        ? "No Kafka broker answers at %s within %d s. Start it, or set 'kafka.bootstrap.servers' to where it is."
            .formatted(brokers(), PATIENCE_SECONDS)
        : "The Kafka cluster at %s does not let the service look at its topics: %s"
            .formatted(brokers(), why.getMessage());
  }

  private String brokers() {
    return "'" + kafka.get("bootstrap.servers") + "'";
  }

  private interface Question<T> {
    T ask(Admin admin) throws ExecutionException, InterruptedException, TimeoutException;
  }
}
