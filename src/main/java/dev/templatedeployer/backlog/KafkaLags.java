package dev.templatedeployer.backlog;

import dev.templatedeployer.domain.TemplateName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;

/// The lag as the brokers know it: where the committed records of each work topic end, less what
/// the group of the executors has committed. Where it has committed nothing, or what it committed
/// was deleted since, all that is there counts.
///
/// Asks three questions at once, whatever the number of templates. May be called from many threads.
public final class KafkaLags implements Lags, AutoCloseable {

  private final Admin admin;
  private final String group;
  private final Map<TemplateName, List<TopicPartition>> partitions = new HashMap<>();
  private final Duration patience;

  /// @param kafka where the brokers are, and whatever else is to be set
  /// @param group the consumer group of the executors
  /// @param work the work topic of each template
  /// @param partitions how many each of them has
  /// @param patience how long an answer may take
  public KafkaLags(
      Map<String, Object> kafka,
      String group,
      Map<TemplateName, String> work,
      int partitions,
      Duration patience) {
    var config = new HashMap<>(kafka);
    config.put(AdminClientConfig.CLIENT_ID_CONFIG, group + "-lag");
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
    this.admin = Admin.create(config);
    this.group = group;
    this.patience = patience;
    work.forEach((template, topic) -> {
      var all = new ArrayList<TopicPartition>();
      for (int i = 0; i < partitions; i++) {
        all.add(new TopicPartition(topic, i));
      }
      this.partitions.put(template, List.copyOf(all));
    });
  }

  @Override
  public Map<TemplateName, Long> read() throws LagsUnknown, InterruptedException {
    long until = System.nanoTime() + patience.toNanos();
    var committed =
        admin
            .listConsumerGroupOffsets(
                group, new ListConsumerGroupOffsetsOptions().timeoutMs((int) patience.toMillis()))
            .partitionsToOffsetAndMetadata();
    var begins = offsets(OffsetSpec.earliest());
    var ends = offsets(OffsetSpec.latest());
    return lags(answer(committed, until), answer(begins, until), answer(ends, until));
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }

  private KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> offsets(OffsetSpec which) {
    Map<TopicPartition, OffsetSpec> all =
        partitions.values().stream()
            .flatMap(Collection::stream)
            .collect(Collectors.toMap(partition -> partition, _ -> which));
    return admin
        .listOffsets(
            all,
            new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)
                .timeoutMs((int) patience.toMillis()))
        .all();
  }

  private Map<TemplateName, Long> lags(
      Map<TopicPartition, OffsetAndMetadata> committed,
      Map<TopicPartition, ListOffsetsResultInfo> begins,
      Map<TopicPartition, ListOffsetsResultInfo> ends) {
    var lags = new HashMap<TemplateName, Long>();
    partitions.forEach((template, all) -> {
      long lag = 0;
      for (TopicPartition partition : all) {
        long begin = offset(begins.get(partition));
        @Nullable OffsetAndMetadata reached = committed.get(partition);
        long from = reached == null ? begin : Math.max(begin, reached.offset());
        lag += Math.max(0, offset(ends.get(partition)) - from);
      }
      lags.put(template, lag);
    });
    return lags;
  }

  private static long offset(@Nullable ListOffsetsResultInfo info) {
    return info == null ? 0 : info.offset();
  }

  private <T> T answer(KafkaFuture<T> future, long until) throws LagsUnknown, InterruptedException {
    try {
      return future.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw late(e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof AuthorizationException) {
        throw new LagsUnknown(
            "The backlog is not known: Kafka does not let the service look at the group '%s' and the work topics. './deployer acls' says what has to be granted."
                .formatted(group),
            e);
      }
      if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
        throw late(e);
      }
      throw new LagsUnknown("The backlog is not known: Kafka says '%s'.".formatted(cause), e);
    }
  }

  private LagsUnknown late(Exception e) {
    return new LagsUnknown(
        "The backlog is not known: Kafka did not answer within %d s. Ask again, or look at the brokers."
            .formatted(Math.max(1, patience.toSeconds())),
        e);
  }
}
