package dev.templatedeployer.execute;

import static dev.templatedeployer.execute.LogKeys.ERROR;
import static dev.templatedeployer.execute.LogKeys.OFFSET;
import static dev.templatedeployer.execute.LogKeys.PARTITION;
import static dev.templatedeployer.execute.LogKeys.TOPIC;
import static dev.templatedeployer.wire.Undecodable.Reason.INCOMPATIBLE_SCHEMA;
import static dev.templatedeployer.wire.Undecodable.Reason.UNKNOWN_SCHEMA;

import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.domain.Work;
import dev.templatedeployer.execute.WorkPartition.Place;
import dev.templatedeployer.wire.TraceContext;
import dev.templatedeployer.wire.Undecodable;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the work topics, hands the instructions on, and commits how far they are finished.
///
/// A partition that has just been assigned is first read to its end, only to see which instructions
/// are superseded by later ones; then it is read again from where its last owner had come. While a
/// template is paused or at its limit, its starts are passed over, to be read again when their turn
/// comes, and what stops or replaces a run is followed at once.
///
/// Owned by one thread, which also calls the methods of [ConsumerRebalanceListener].
final class WorkConsumer implements ConsumerRebalanceListener {

  private static final Logger LOG = LoggerFactory.getLogger(WorkConsumer.class);

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration POLL_WHILE_FULL = Duration.ofMillis(10);
  private static final Duration LEAVE = Duration.ofSeconds(5);

  /// When a record is tried again that cannot be read yet.
  private static final long UNREADABLE_FOR = Duration.ofSeconds(2).toNanos();

  private final Consumer<String, byte[]> consumer;
  private final WorkDecoder decoder;
  private final Instructions instructions;
  private final Commits commits;
  private final Time time;
  private final Map<String, TemplateName> templates;
  private final Steering steering;
  private final TakeOvers takeOvers;
  private final MissingTopics missingTopics;

  private final Map<TopicPartition, WorkPartition> open = new HashMap<>();
  private boolean isResting;

  private boolean isAssigned;

  /// Whether there is a partition whose work is to be taken as soon as there is room.
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
    this.time = time;
    this.commits = new Commits(consumer, time, commitInterval);
    this.templates =
        topics.work().entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));
    this.steering = new Steering(lanes);
    this.takeOvers = new TakeOvers(consumer, time);
    this.missingTopics = new MissingTopics(consumer, templates.keySet(), time);
  }

  /// Asks the group for work.
  void join() {
    consumer.subscribe(templates.keySet(), this);
  }

  /// One round: opens what is new, steers what is open, reads, and commits when it is time.
  void turn() {
    if (!isResting) {
      takeOvers.open().forEach(partition -> open.put(partition.name(), partition));
      steer();
    }
    ConsumerRecords<String, byte[]> records = consumer.poll(isFull ? POLL_WHILE_FULL : POLL);
    for (TopicPartition name : records.partitions()) {
      WorkPartition partition = open.get(name);
      if (partition != null) { // paused until it is open, so there are none
        read(partition, records.records(name));
      }
    }
    List.copyOf(open.values()).forEach(this::follow);
    commits.commitWhenDue(open.values());
    missingTopics.look();
  }

  /// Whether the group has said which work is ours, and no partition of it is still to be looked
  /// through. With fewer partitions than members, some have none.
  boolean hasTakenOver() {
    return isAssigned
        && takeOvers.isEmpty()
        && open.values().stream().noneMatch(WorkPartition::isLookingAhead);
  }

  /// Why some work cannot be taken at present, in sentences; empty if all can.
  Optional<String> problem() {
    return Stream.concat(
            missingTopics.problem().stream(),
            open.values().stream().flatMap(partition -> partition.problem().stream()).limit(1))
        .reduce("%s %s"::formatted);
  }

  /// Gives up all work, which is another's by now: what waits is not begun, and what runs is
  /// interrupted.
  void lose() {
    onPartitionsLost(takeOvers.names());
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
    takeOvers.add(names);
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> names) {
    commits.commitNow(names.stream().filter(open::containsKey).map(open::get).toList());
    onPartitionsLost(names);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> names) {
    for (TopicPartition name : names) {
      takeOvers.forget(name);
      commits.forget(name);
      WorkPartition partition = open.remove(name);
      if (partition != null) {
        instructions.handOver(partition);
      }
    }
  }

  private void steer() {
    Set<TopicPartition> paused = consumer.paused();
    isFull = false;
    for (WorkPartition partition : open.values()) {
      if (!partition.isLookingAhead()) {
        steer(partition, paused.contains(partition.name()));
      }
    }
  }

  private void steer(WorkPartition partition, boolean isPaused) {
    TopicPartition name = partition.name();
    long nanos = time.nanos();
    OptionalLong lag = isPaused ? OptionalLong.empty() : consumer.currentLag(name);
    boolean isAtEnd =
        lag.isPresent() && partition.hasReadTo(partition.position() + lag.getAsLong());
    Steering.Course course = steering.course(partition, template(name), isPaused, isAtEnd, nanos);
    isFull |= course != Steering.Course.TAKE && !steering.isStuck(partition, template(name), nanos);
    boolean isTaking = partition.reading() == WorkPartition.Reading.TAKING;
    if (course == Steering.Course.TAKE && !isTaking) {
      goTo(partition, () -> partition.beginTaking(nanos));
    } else if (course == Steering.Course.OVERTAKE && isTaking) {
      goTo(partition, () -> partition.beginOvertaking(nanos));
    }
    if (course == Steering.Course.PAUSE && !isPaused) {
      consumer.pause(List.of(name));
    } else if (course != Steering.Course.PAUSE && isPaused) {
      consumer.resume(List.of(name));
    }
  }

  /// Lets the consumer go where `partition` is after `change`. What was fetched for the place where
  /// it is stays fetched if that is the same.
  private void goTo(WorkPartition partition, Runnable change) {
    long before = partition.position();
    change.run();
    if (partition.position() != before) {
      consumer.seek(partition.name(), partition.position());
    }
  }

  private void read(WorkPartition partition, List<ConsumerRecord<String, byte[]>> records) {
    if (records.getFirst().offset() < partition.position()) {
      beginAnew(partition, records.getFirst().offset());
      return;
    }
    switch (partition.reading()) {
      case LOOKING_AHEAD ->
          records.forEach(record -> partition.lookAhead().see(key(record), record.offset()));
      case TAKING -> take(partition, records);
      case OVERTAKING -> records.forEach(record -> overtake(partition, record));
    }
  }

  private static String key(ConsumerRecord<String, byte[]> record) {
    return isNull(record.key()) ? "" : record.key();
  }

  private void take(WorkPartition partition, List<ConsumerRecord<String, byte[]>> records) {
    Map<String, Long> last = HashMap.newHashMap(records.size());
    records.forEach(record -> last.put(record.key(), record.offset()));
    for (var record : records) {
      if (partition.stands(record, last) && !take(partition, record)) {
        consumer.seek(partition.name(), partition.position());
        return;
      }
      partition.passTo(record.offset() + 1);
    }
  }

  /// Takes `record`, or passes it over if it is no work. Says whether it could be read.
  private boolean take(WorkPartition partition, ConsumerRecord<String, byte[]> record) {
    try {
      Work work = decoded(record);
      follow(work, partition.take(record.offset()), record);
      return true;
    } catch (Undecodable | RuntimeException e) {
      if (isGarbage(e)) {
        logPassedOver(record, e);
        return true;
      }
      if (partition.problem().isEmpty()) {
        log(record, e, "a record of a work topic cannot be read yet; its partition waits for it");
      }
      partition.waitBefore(
          record.offset(), String.valueOf(e.getMessage()), time.nanos() + UNREADABLE_FOR);
      return false;
    }
  }

  /// Follows `record` if it does not have to wait for its turn. What cannot be read shows what it
  /// is when its turn comes.
  private void overtake(WorkPartition partition, ConsumerRecord<String, byte[]> record) {
    if (partition.stands(record, Map.of())) {
      try {
        Work work = decoded(record);
        if (work instanceof Work.Stop || instructions.concernARun(work.id())) {
          follow(work, partition.overtake(record.key(), record.offset()), record);
        }
      } catch (Undecodable | RuntimeException _) {
        // that is said when its turn comes
      }
    }
    partition.passTo(record.offset() + 1);
  }

  private void follow(Work work, Place place, ConsumerRecord<String, byte[]> record) {
    try {
      instructions.follow(work, place, TraceContext.of(record.headers()));
    } catch (RuntimeException e) {
      logPassedOver(record, e);
      place.finish();
    }
  }

  /// Whether `e` says that a record will never be work. Anything else may be: what a newer release
  /// wrote, and what has a schema of which the registry does not tell at present.
  private static boolean isGarbage(Exception e) {
    return e instanceof Undecodable undecodable
        ? undecodable.reason() != UNKNOWN_SCHEMA && undecodable.reason() != INCOMPATIBLE_SCHEMA
        : e instanceof IllegalArgumentException;
  }

  private static void logPassedOver(ConsumerRecord<String, byte[]> record, Exception e) {
    log(record, e, "a record of a work topic is passed over; find out who wrote it");
  }

  private static void log(ConsumerRecord<String, byte[]> record, Exception e, String sentence) {
    LOG.atWarn()
        .addKeyValue(TOPIC, record.topic())
        .addKeyValue(PARTITION, record.partition())
        .addKeyValue(OFFSET, record.offset())
        .addKeyValue(ERROR, e.getMessage())
        .log(sentence);
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

  /// Follows the consumer to where it is by now, over what takes up offsets and is no record; ends
  /// a look ahead that is complete.
  private void follow(WorkPartition partition) {
    long position = position(partition);
    if (position < partition.position()) {
      beginAnew(partition, position);
      return;
    }
    partition.passTo(position);
    if (partition.isLookingAhead() && partition.lookAhead().isCompleteAt(position)) {
      if (partition.lookAhead().isOverfull()) {
        LOG.atWarn()
            .addKeyValue(TOPIC, partition.name().topic())
            .addKeyValue(PARTITION, partition.name().partition())
            .log(
                "very many instructions are superseded by later ones; some are followed once more");
      }
      goTo(partition, () -> partition.beginTaking(time.nanos()));
    }
  }

  /// Where the consumer is. A partition without a broker does not say, and keeps nobody waiting.
  private long position(WorkPartition partition) {
    try {
      return consumer.position(partition.name(), Duration.ZERO);
    } catch (TimeoutException _) {
      return partition.position();
    }
  }

  /// Opens `partition` anew, since its log goes back to `offset`, without anybody having asked. Its
  /// runs go on; where their records were, there is something else now.
  private void beginAnew(WorkPartition partition, long offset) {
    open.remove(partition.name());
    commits.forget(partition.name());
    takeOvers.addAnew(partition.name(), offset);
  }

  private TemplateName template(TopicPartition name) {
    TemplateName template = templates.get(name.topic());
    if (template == null) {
      throw new IllegalStateException("The topic '%s' was not asked for.".formatted(name.topic()));
    }
    return template;
  }
}
