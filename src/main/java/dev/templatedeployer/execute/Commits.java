package dev.templatedeployer.execute;

import static dev.templatedeployer.execute.LogKeys.ERROR;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Commits how far partitions are finished, when that has changed.
///
/// Owned by the thread of [WorkConsumer].
final class Commits {

  private static final Logger LOG = LoggerFactory.getLogger(Commits.class);

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Consumer<String, byte[]> consumer;
  private final Time time;
  private final long intervalNanos;
  private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
  private long lastNanos;

  Commits(Consumer<String, byte[]> consumer, Time time, Duration interval) {
    this.consumer = consumer;
    this.time = time;
    this.intervalNanos = interval.toNanos();
  }

  /// Commits the progress of `partitions` if the last time is an interval ago, and does not wait
  /// for the broker. What fails is committed again the next time.
  void commitWhenDue(Collection<WorkPartition> partitions) {
    if (time.nanos() - lastNanos < intervalNanos) {
      return;
    }
    lastNanos = time.nanos();
    Map<TopicPartition, OffsetAndMetadata> progress = progress(partitions);
    if (progress.isEmpty()) {
      return;
    }
    committed.putAll(progress);
    consumer.commitAsync(
        progress,
        (_, error) -> {
          if (error != null) {
            progress.keySet().forEach(committed::remove);
            LOG.atDebug().addKeyValue(ERROR, error).log("a commit failed and is tried again");
          }
        });
  }

  /// Commits the progress of `partitions`, which are about to be given up.
  void commitNow(Collection<WorkPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> progress = progress(partitions);
    if (progress.isEmpty()) {
      return;
    }
    try {
      consumer.commitSync(progress, PATIENCE);
      committed.putAll(progress);
    } catch (KafkaException e) {
      LOG.atWarn()
          .addKeyValue(ERROR, e)
          .log("the last commit failed; the next owner runs some deployments once more");
    }
  }

  /// Forgets a partition that belongs to somebody else now.
  void forget(TopicPartition name) {
    committed.remove(name);
  }

  /// All that has changed. Nothing of a partition that is still looking ahead: nothing was taken of
  /// it.
  private Map<TopicPartition, OffsetAndMetadata> progress(Collection<WorkPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> progress = new HashMap<>();
    for (WorkPartition partition : partitions) {
      if (!partition.isLookingAhead()) {
        OffsetAndMetadata reached = partition.progress();
        if (!reached.equals(committed.get(partition.name()))) {
          progress.put(partition.name(), reached);
        }
      }
    }
    return progress;
  }
}
