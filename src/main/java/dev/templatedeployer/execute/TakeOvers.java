package dev.templatedeployer.execute;

import static dev.templatedeployer.execute.LogKeys.ERROR;
import static dev.templatedeployer.execute.LogKeys.OFFSET;
import static dev.templatedeployer.execute.LogKeys.PARTITION;
import static dev.templatedeployer.execute.LogKeys.TOPIC;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The partitions that are this process's and not yet open: where they begin is asked first.
///
/// What the brokers do not tell is asked again, from then on for one partition after the other, so
/// that one without a broker does not keep all others closed.
///
/// Owned by the thread of [WorkConsumer].
final class TakeOvers {

  private static final Logger LOG = LoggerFactory.getLogger(TakeOvers.class);

  private static final Duration FOR_ALL = Duration.ofSeconds(5);
  private static final Duration FOR_ONE = Duration.ofSeconds(1);
  private static final long BETWEEN_VAIN_ONES = Duration.ofSeconds(1).toNanos();

  /// Deployments that all partitions together may remember, and the least for each.
  private static final int REMEMBERED = 200_000;

  private static final int REMEMBERED_AT_LEAST = 1_000;

  private final Consumer<String, byte[]> consumer;
  private final Time time;
  private final Set<TopicPartition> unopened = new LinkedHashSet<>();

  /// Where those begin whose log is another one than that of which progress is kept.
  private final Map<TopicPartition, Long> anew = new HashMap<>();

  private boolean isOneByOne;
  private long notBeforeNanos;

  TakeOvers(Consumer<String, byte[]> consumer, Time time) {
    this.consumer = consumer;
    this.time = time;
    this.notBeforeNanos = time.nanos();
  }

  /// Takes in `names`, of which nothing is read before they are open.
  void add(Collection<TopicPartition> names) {
    unopened.addAll(names);
    consumer.pause(names);
  }

  /// Takes in `name`, whose log begins anew at `offset`: what was kept of its progress is about
  /// another one.
  void addAnew(TopicPartition name, long offset) {
    LOG.atWarn()
        .addKeyValue(TOPIC, name.topic())
        .addKeyValue(PARTITION, name.partition())
        .addKeyValue(OFFSET, offset)
        .log(
            "a work topic is not the one that it was: it was deleted and made again, or lost its"
                + " end; its work is taken from this offset on");
    anew.put(name, offset);
    add(List.of(name));
  }

  void forget(TopicPartition name) {
    unopened.remove(name);
    anew.remove(name);
  }

  boolean isEmpty() {
    return unopened.isEmpty();
  }

  Set<TopicPartition> names() {
    return Set.copyOf(unopened);
  }

  /// Opens what the brokers tell of, and lets it be read.
  List<WorkPartition> open() {
    if (unopened.isEmpty() || time.nanos() - notBeforeNanos < 0) {
      return List.of();
    }
    Set<TopicPartition> asked =
        isOneByOne ? Set.of(unopened.iterator().next()) : Set.copyOf(unopened);
    var opened = new ArrayList<WorkPartition>();
    try {
      Duration patience = isOneByOne ? FOR_ONE : FOR_ALL;
      Map<TopicPartition, OffsetAndMetadata> inherited = consumer.committed(asked, patience);
      Map<TopicPartition, Long> ends = consumer.endOffsets(asked, patience);
      for (TopicPartition name : asked) {
        opened.add(opened(name, inherited.get(name), ends.getOrDefault(name, 0L)));
        forget(name);
        consumer.resume(List.of(name));
      }
      isOneByOne &= !unopened.isEmpty();
    } catch (RetriableException e) {
      inVain(asked, e);
    }
    return opened;
  }

  private void inVain(Set<TopicPartition> asked, RetriableException e) {
    if (isOneByOne) {
      notBeforeNanos = time.nanos() + BETWEEN_VAIN_ONES;
      asked.stream().filter(unopened::remove).forEach(unopened::add); // behind the others
    }
    isOneByOne = true;
    LOG.atWarn()
        .addKeyValue(ERROR, e)
        .log("the brokers do not tell how far the work is; they are asked again");
  }

  private WorkPartition opened(
      TopicPartition name, @Nullable OffsetAndMetadata inherited, long end) {
    Progress progress = progress(name, inherited, end);
    int remembered = Math.max(REMEMBERED_AT_LEAST, REMEMBERED / consumer.assignment().size());
    return new WorkPartition(
        name, progress, new LookAhead(progress.lowest(), end, remembered), remembered);
  }

  /// How far `name` is, and the consumer is there.
  private Progress progress(TopicPartition name, @Nullable OffsetAndMetadata inherited, long end) {
    Long beginning = anew.get(name);
    if (beginning != null) {
      consumer.seek(name, beginning);
      return Progress.of(beginning, "");
    }
    if (inherited == null) {
      return Progress.of(consumer.position(name, FOR_ONE), "");
    }
    Progress progress = Progress.of(inherited.offset(), inherited.metadata());
    if (progress.seenTo() <= end) {
      consumer.seek(name, inherited);
      return progress;
    }
    consumer.seekToBeginning(List.of(name));
    long first = consumer.position(name, FOR_ONE);
    LOG.atWarn()
        .addKeyValue(TOPIC, name.topic())
        .addKeyValue(PARTITION, name.partition())
        .addKeyValue(OFFSET, inherited.offset())
        .log(
            "the committed offset of a work topic lies beyond its end: the topic was deleted and"
                + " made again, or lost its end; its work is taken from the beginning");
    return Progress.of(first, "");
  }
}
