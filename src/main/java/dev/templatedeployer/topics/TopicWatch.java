package dev.templatedeployer.topics;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeFeaturesOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/// Looks at the brokers each second, on a thread of its own, so that everybody else knows from
/// memory which topics are there and whether records can be written at all.
///
/// What a broker tells of the others may be old: one that has lost its quorum describes for ever
/// what was. So each broker that has a copy of a partition is asked something itself, and counts
/// only if it answers. A partition takes records if its leader does, and enough of those in sync.
///
/// It needs no right but to describe the topics.
public final class TopicWatch implements AutoCloseable {

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  /// How long one question may take.
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /// How long a look at brokers that were well is worth something. One look may fail in that time,
  /// since a busy machine can be late for once.
  private static final Duration GOOD_FOR = Duration.ofSeconds(7);

  private static final Duration JOIN = Duration.ofSeconds(10);

  private final Admin admin;
  private final Map<String, WatchedTopic> watched = new TreeMap<>();
  private final Set<String> handedOut;
  private final InstantSource clock;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  private volatile TopicSight sight = TopicSight.NONE;
  private volatile String trouble = "The brokers were not looked at yet.";
  private volatile long goodAt = System.nanoTime();

  /// @param kafka where the brokers are, and whatever else is to be set; may hold secrets
  /// @param watched the topics to look at
  /// @param handedOut those of them of which it matters whether they are blank when they are first
  ///   seen
  public TopicWatch(
      Map<String, Object> kafka,
      Collection<WatchedTopic> watched,
      Set<String> handedOut,
      InstantSource clock) {
    var config = new HashMap<>(kafka);
    config.put(AdminClientConfig.CLIENT_ID_CONFIG, "topic-watch");
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    this.admin = Admin.create(config);
    watched.forEach(topic -> this.watched.put(topic.name(), topic));
    this.handedOut = Set.copyOf(handedOut);
    this.clock = clock;
    this.thread = Thread.ofPlatform().name("topic-watch").daemon().unstarted(this::run);
  }

  /// Has `listener` run after each look from now on, on the thread of the watch.
  public void onLook(Runnable listener) {
    listeners.add(listener);
  }

  /// Looks once, and then again and again. To be called once.
  public void start() throws InterruptedException {
    look();
    thread.start();
  }

  /// Which topics are there.
  public TopicSight sight() {
    return sight;
  }

  /// Why records cannot be written at present, as a sentence; empty if they can.
  public Optional<String> trouble() {
    return System.nanoTime() - goodAt > GOOD_FOR.toNanos()
        ? Optional.of(trouble)
        : Optional.empty();
  }

  /// The names of all topics that are looked at.
  public List<String> names() {
    return List.copyOf(watched.keySet());
  }

  @Override
  public void close() {
    closing.countDown();
    admin.close(Duration.ZERO);
    try {
      thread.join(JOIN);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!closing.await(BETWEEN_LOOKS.toNanos(), TimeUnit.NANOSECONDS)) {
        look();
        listeners.forEach(Runnable::run);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() throws InterruptedException {
    long began = System.nanoTime();
    try {
      Optional<String> wrong = describe();
      if (wrong.isEmpty()) {
        goodAt = began;
      } else {
        trouble = wrong.get();
      }
    } catch (ExecutionException | RuntimeException e) {
      if (closing.getCount() > 0) {
        trouble = sentence(e);
      }
    }
  }

  private Optional<String> describe() throws ExecutionException, InterruptedException {
    var there = new HashMap<String, TopicDescription>();
    var absent = new HashSet<String>();
    var options = new DescribeTopicsOptions().timeoutMs((int) PATIENCE.toMillis());
    Map<String, KafkaFuture<TopicDescription>> answers =
        admin
            .describeTopics(TopicCollection.ofTopicNames(watched.keySet()), options)
            .topicNameValues();
    for (var answer : answers.entrySet()) {
      try {
        there.put(answer.getKey(), answer.getValue().get());
      } catch (ExecutionException e) {
        switch (e.getCause()) {
          case UnknownTopicOrPartitionException _ -> absent.add(answer.getKey());
          case AuthorizationException _ -> {} // nothing can be said of it
          case null, default -> throw e;
        }
      }
    }
    Set<Integer> answering = answering(there.values());
    var led = new HashMap<String, Uuid>();
    there.forEach((name, topic) -> {
      if (topic.partitions().stream().allMatch(partition -> hasLeader(partition))) {
        led.put(name, topic.topicId());
      }
    });
    Set<String> blank = sight.topics().isEmpty() ? blank(there) : Set.of();
    sight = sight.after(new TopicSight.Look(led, absent, blank), clock.instant());
    return wrong(there, answering);
  }

  /// The brokers that answer, of those that have copies.
  private Set<Integer> answering(Collection<TopicDescription> topics) throws InterruptedException {
    Set<Integer> asked =
        topics.stream()
            .flatMap(topic -> topic.partitions().stream())
            .flatMap(partition -> partition.isr().stream())
            .map(Node::id)
            .collect(Collectors.toSet());
    var answers = new HashMap<Integer, KafkaFuture<?>>();
    for (int broker : asked) {
      var options = new DescribeFeaturesOptions().nodeId(broker);
      answers.put(
          broker,
          admin.describeFeatures(options.timeoutMs((int) PATIENCE.toMillis())).featureMetadata());
    }
    var answering = new HashSet<Integer>();
    for (var answer : answers.entrySet()) {
      try {
        answer.getValue().get();
        answering.add(answer.getKey());
      } catch (ExecutionException _) {
        // it does not, which is the answer
      }
    }
    return answering;
  }

  private Optional<String> wrong(Map<String, TopicDescription> there, Set<Integer> answering) {
    int partitions = 0;
    var closed = new TreeSet<String>();
    var silent = new TreeSet<Integer>();
    for (TopicDescription topic : there.values()) {
      WatchedTopic.InSync wanted =
          Objects.requireNonNull(watched.get(topic.name()), "It was asked for.").wanted();
      for (TopicPartitionInfo partition : topic.partitions()) {
        partitions++;
        partition.isr().stream()
            .map(Node::id)
            .filter(id -> !answering.contains(id))
            .forEach(silent::add);
        long inSync = partition.isr().stream().filter(n -> answering.contains(n.id())).count();
        @Nullable Node leader = partition.leader();
        if (leader == null
            || !answering.contains(leader.id())
            || inSync < wanted.of(partition.replicas().size())) {
          closed.add(topic.name() + "-" + partition.partition());
        }
      }
    }
    if (closed.isEmpty()) {
      return Optional.empty();
    }
    String brokers =
        silent.isEmpty()
            ? ""
            : " The brokers %s do not answer."
                .formatted(silent.stream().map(String::valueOf).collect(Collectors.joining(", ")));
    return Optional.of(
        "%d of %d partitions take no records, '%s' among them.%s Look at the brokers."
            .formatted(closed.size(), partitions, closed.first(), brokers));
  }

  /// Those of the topics whose work was handed out that nothing was ever written to.
  private Set<String> blank(Map<String, TopicDescription> there)
      throws ExecutionException, InterruptedException {
    var ends = new HashMap<TopicPartition, OffsetSpec>();
    for (String name : handedOut) {
      TopicDescription topic = there.get(name);
      if (topic != null) {
        topic
            .partitions()
            .forEach(p -> ends.put(new TopicPartition(name, p.partition()), OffsetSpec.latest()));
      }
    }
    var options = new ListOffsetsOptions().timeoutMs((int) PATIENCE.toMillis());
    var written = new HashSet<String>();
    admin
        .listOffsets(ends, options)
        .all()
        .get()
        .forEach((partition, end) -> {
          if (end.offset() > 0) {
            written.add(partition.topic());
          }
        });
    return ends.keySet().stream()
        .map(TopicPartition::topic)
        .filter(topic -> !written.contains(topic))
        .collect(Collectors.toSet());
  }

  private static boolean hasLeader(TopicPartitionInfo partition) {
    @Nullable Node leader = partition.leader();
    return leader != null && !leader.isEmpty();
  }

  private static String sentence(Exception e) {
    Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
    return cause instanceof TimeoutException
        ? "No broker answers within %d s. Look at the brokers, and at the network to them."
            .formatted(PATIENCE.toSeconds())
        : "The brokers cannot be asked: %s.".formatted(cause.getMessage());
  }
}
