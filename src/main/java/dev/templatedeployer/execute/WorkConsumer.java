package dev.templatedeployer.execute;

import static dev.templatedeployer.execute.LogKeys.ERROR;
import static dev.templatedeployer.execute.LogKeys.OFFSET;
import static dev.templatedeployer.execute.LogKeys.PARTITION;
import static dev.templatedeployer.execute.LogKeys.TOPIC;

import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.domain.Work;
import dev.templatedeployer.wire.TraceContext;
import dev.templatedeployer.wire.Undecodable;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the work topics, hands the instructions on, and commits how far they are finished.
///
/// A partition that has just been assigned is first read to its end, only to see which instructions
/// are superseded by later ones; then it is read again from where its last owner had come.
///
/// Owned by one thread, which also calls the methods of [ConsumerRebalanceListener].
final class WorkConsumer implements ConsumerRebalanceListener {

  private static final Logger LOG = LoggerFactory.getLogger(WorkConsumer.class);

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration POLL_WHILE_FULL = Duration.ofMillis(10);
  private static final Duration LOOK_UP = Duration.ofSeconds(10);
  private static final Duration LEAVE = Duration.ofSeconds(5);

  /// Deployments that all look-aheads together may remember, and the least for each.
  private static final int REMEMBERED = 200_000;

  private static final int REMEMBERED_AT_LEAST = 1_000;

  private final Consumer<String, byte[]> consumer;
  private final WorkDecoder decoder;
  private final Instructions instructions;
  private final Lanes lanes;
  private final Commits commits;
  private final Map<String, TemplateName> templates;

  /// Assigned, and nothing known of them yet.
  private final Set<TopicPartition> unopened = new HashSet<>();

  private final Map<TopicPartition, WorkPartition> open = new HashMap<>();
  private boolean isResting;

  private boolean isAssigned;

  /// Whether a partition is paused that is to be read again as soon as there is room.
  private boolean isFull;

  WorkConsumer(
      Consumer<String, byte[]> consumer,
      ExecutorTopics topics,
      WorkDecoder decoder,
      Instructions instructions,
      Lanes lanes,
      Time time,
      Duration commitInterval) {
    this.consumer = consumer;
    this.decoder = decoder;
    this.instructions = instructions;
    this.lanes = lanes;
    this.commits = new Commits(consumer, time, commitInterval);
    this.templates =
        topics.work().entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));
  }

  /// Asks the group for work.
  void join() {
    consumer.subscribe(templates.keySet(), this);
  }

  /// One round: opens what is new, pauses and resumes, reads, and commits when it is time.
  void turn() {
    if (!isResting) {
      openAssigned();
      pauseAndResume();
    }
    ConsumerRecords<String, byte[]> records = consumer.poll(isFull ? POLL_WHILE_FULL : POLL);
    for (TopicPartition name : records.partitions()) {
      read(open.get(name), records.records(name));
    }
    open.values().forEach(this::passOn);
    commits.commitWhenDue(open.values());
  }

  /// Whether the group has said which work is ours, and no partition of it is still to be looked
  /// through. With fewer partitions than members, some have none.
  boolean hasTakenOver() {
    return isAssigned
        && unopened.isEmpty()
        && open.values().stream().noneMatch(WorkPartition::isLookingAhead);
  }

  /// Gives up all work, which is another's by now: what waits is not begun, and what runs is
  /// interrupted.
  void lose() {
    onPartitionsLost(Set.copyOf(unopened));
    onPartitionsLost(Set.copyOf(open.keySet()));
  }

  /// Takes no more work from now on, and stays in the group. Called before every turn from then on,
  /// since a turn may bring new partitions.
  void rest() {
    isResting = true;
    consumer.pause(consumer.assignment());
  }

  /// Commits for the last time, and leaves the group so that others take over at once.
  void leave() {
    commits.commitNow(open.values());
    consumer.close(
        CloseOptions.timeout(LEAVE)
            .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> names) {
    isAssigned = true;
    unopened.addAll(names);
    consumer.pause(names);
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> names) {
    commits.commitNow(names.stream().filter(open::containsKey).map(open::get).toList());
    onPartitionsLost(names);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> names) {
    for (TopicPartition name : names) {
      unopened.remove(name);
      commits.forget(name);
      WorkPartition partition = open.remove(name);
      if (partition != null) {
        instructions.handOver(partition);
      }
    }
  }

  private void openAssigned() {
    if (unopened.isEmpty()) {
      return;
    }
    try {
      Map<TopicPartition, OffsetAndMetadata> inherited = consumer.committed(unopened, LOOK_UP);
      Map<TopicPartition, Long> ends = consumer.endOffsets(unopened, LOOK_UP);
      for (TopicPartition name : Set.copyOf(unopened)) {
        open(name, inherited.get(name), ends.getOrDefault(name, 0L));
      }
    } catch (RetriableException e) {
      LOG.atWarn()
          .addKeyValue(ERROR, e)
          .log("the brokers do not tell how far the work is; they are asked again");
    }
  }

  private void open(TopicPartition name, @Nullable OffsetAndMetadata inherited, long end) {
    Progress progress;
    if (inherited == null) {
      progress = Progress.of(consumer.position(name, LOOK_UP), "");
    } else {
      progress = Progress.of(inherited.offset(), inherited.metadata());
      consumer.seek(name, inherited);
    }
    int remembered = Math.max(REMEMBERED_AT_LEAST, REMEMBERED / consumer.assignment().size());
    open.put(
        name, new WorkPartition(name, progress, new LookAhead(progress.lowest(), end, remembered)));
    unopened.remove(name);
    consumer.resume(List.of(name));
  }

  private void pauseAndResume() {
    Set<TopicPartition> paused = consumer.paused();
    isFull = false;
    for (WorkPartition partition : open.values()) {
      TopicPartition name = partition.name();
      TemplateName template = template(name);
      if (partition.isLookingAhead()) {
        continue;
      }
      boolean isHeld = lanes.isHeld(template);
      if (paused.contains(name)) {
        if (!isHeld && lanes.hasRoom(template)) {
          consumer.resume(List.of(name));
        } else {
          isFull |= !isHeld;
        }
      } else if (isHeld || lanes.isFull(template)) {
        consumer.pause(List.of(name));
        isFull |= !isHeld;
      }
    }
  }

  private void read(
      @Nullable WorkPartition partition, List<ConsumerRecord<String, byte[]>> records) {
    if (partition == null) {
      return; // paused until it is open, so there are none
    }
    if (partition.isLookingAhead()) {
      records.forEach(record -> partition.lookAhead().see(key(record), record.offset()));
    } else {
      partition.take(records).forEach(record -> follow(record, partition));
    }
  }

  private static String key(ConsumerRecord<String, byte[]> record) {
    return isNull(record.key()) ? "" : record.key();
  }

  private void follow(ConsumerRecord<String, byte[]> record, WorkPartition partition) {
    var place = new WorkPartition.Place(partition, record.offset());
    try {
      instructions.follow(decoded(record), place, TraceContext.of(record.headers()));
    } catch (Undecodable | RuntimeException e) {
      LOG.atWarn()
          .addKeyValue(TOPIC, record.topic())
          .addKeyValue(PARTITION, record.partition())
          .addKeyValue(OFFSET, record.offset())
          .addKeyValue(ERROR, e.getMessage())
          .log("a record of a work topic is passed over; find out who wrote it");
      place.finish();
    }
  }

  private Work decoded(ConsumerRecord<String, byte[]> record) throws Undecodable {
    if (isNull(record.key()) || isNull(record.value())) {
      throw new IllegalArgumentException("It has no key, or no value.");
    }
    Work work = decoder.decode(record.value(), record.headers());
    if (!work.id().value().equals(record.key())) {
      throw new IllegalArgumentException("Its key is not the id of its deployment.");
    }
    return work;
  }

  /// Kafka's annotations know nothing of null; its records do.
  private static boolean isNull(@Nullable Object part) {
    return part == null;
  }

  /// Ends a look ahead that is complete; passes over what takes up offsets and is no record.
  private void passOn(WorkPartition partition) {
    long position = consumer.position(partition.name(), LOOK_UP);
    if (!partition.isLookingAhead()) {
      partition.passTo(position);
      return;
    }
    LookAhead lookAhead = partition.lookAhead();
    if (lookAhead.isCompleteAt(position)) {
      if (lookAhead.isOverfull()) {
        LOG.atWarn()
            .addKeyValue(TOPIC, partition.name().topic())
            .addKeyValue(PARTITION, partition.name().partition())
            .log(
                "very many instructions are superseded by later ones; some are followed once more");
      }
      partition.endLookAhead();
      if (position > lookAhead.from()) {
        consumer.seek(partition.name(), lookAhead.from());
      }
    }
  }

  private TemplateName template(TopicPartition name) {
    TemplateName template = templates.get(name.topic());
    if (template == null) {
      throw new IllegalStateException("The topic '%s' was not asked for.".formatted(name.topic()));
    }
    return template;
  }
}
