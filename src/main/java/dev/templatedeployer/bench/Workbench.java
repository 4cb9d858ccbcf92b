package dev.templatedeployer.bench;

import dev.templatedeployer.topics.BrokerTrouble;
import dev.templatedeployer.wire.OutcomeCodec;
import dev.templatedeployer.wire.ReplyCodec;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/// The connected clients of a benchmark: runs one batch after the other on the same service, and
/// counts what was written meanwhile.
///
/// Belongs to one thread, all but [#stop]; sends on a thread of its own.
public final class Workbench implements AutoCloseable {

  /// How long the last markers of transactions may take to be written.
  private static final Duration AFTERMATH = Duration.ofMillis(300);

  /// How long what is still on its way out may take; after a clean end there is nothing.
  private static final Duration LAST_SENDS = Duration.ofSeconds(2);

  private static final long MOST_OFFSETS = 500_000;

  private final BenchTarget target;
  private final NanoClock clock;
  private final Set<String> counted;
  private final Producer<byte[], byte[]> producer;
  private final Consumer<byte[], byte[]> outcomes;
  private final Consumer<byte[], byte[]> log;
  private final LogCounter counter;
  private final Batches batches;
  private volatile boolean isStopped;

  private Workbench(
      String name,
      BenchTarget target,
      BenchClients clients,
      BenchWatcher watcher,
      NanoClock clock,
      ThreadFactory threads,
      Set<String> counted) {
    this.target = target;
    this.clock = clock;
    this.counted = counted;
    producer = clients.producer();
    outcomes = clients.consumer();
    log = clients.consumer();
    counter = new LogCounter(log, MOST_OFFSETS);
    var reader =
        new OutcomeReader(
            outcomes,
            target.outcomes(),
            target.replies(),
            new OutcomeCodec(target.schemaIds()),
            new ReplyCodec(target.schemaIds()),
            clock);
    batches = new Batches(name, target, producer, reader, watcher, clock, threads, this::isStopped);
    reader.standAtTheEnd();
  }

  /// Connects, and stands at the end of what is there.
  ///
  /// @param name what the ids of its deployments begin with; no two may share it
  /// @throws BenchFailed if topics are missing
  public static Workbench open(
      String name, BenchTarget target, BenchClients clients, BenchWatcher watcher)
      throws BenchFailed, BrokerTrouble, InterruptedException {
    return open(
        name,
        target,
        clients,
        watcher,
        NanoClock.SYSTEM,
        Thread.ofPlatform().name("bench-load").factory());
  }

  static Workbench open(
      String name,
      BenchTarget target,
      BenchClients clients,
      BenchWatcher watcher,
      NanoClock clock,
      ThreadFactory threads)
      throws BenchFailed, BrokerTrouble, InterruptedException {
    var counted = countedTopics(target, clients.topics());
    return talking(
        target, () -> new Workbench(name, target, clients, watcher, clock, threads, counted));
  }

  /// The topics of the service that there are, and its changelogs.
  private static Set<String> countedTopics(BenchTarget target, Set<String> existing)
      throws BenchFailed {
    var needed = new HashSet<>(List.of(target.commands(), target.outcomes(), target.replies()));
    needed.removeAll(existing);
    if (!needed.isEmpty()) {
      throw BenchFailed.missing(needed, target.brokers());
    }
    var counted = new HashSet<>(target.topics());
    counted.retainAll(existing);
    existing.stream()
        .filter(topic -> topic.startsWith(target.changelogPrefix() + "-"))
        .filter(topic -> topic.endsWith("-changelog"))
        .forEach(counted::add);
    return counted;
  }

  /// Runs a batch until every deployment of it is done, nothing happens any more, or it is stopped.
  ///
  /// @param phase what it is for, for the watcher
  /// @param id tells its deployments from those of other batches
  /// @throws BenchFailed if the service refuses
  public BatchResult run(String phase, String id, Load load)
      throws BenchFailed, BrokerTrouble, InterruptedException {
    return talking(target, () -> batches.run(phase, id, load));
  }

  /// How far the topics of the service reach, when what was just decided has come to rest.
  public Map<TopicPartition, Long> ends() throws BenchFailed, BrokerTrouble, InterruptedException {
    return talking(
        target,
        () -> {
          clock.waitUntil(clock.now() + AFTERMATH.toNanos());
          return counter.ends(counted);
        });
  }

  /// What was written between two calls of [#ends].
  public Written written(Map<TopicPartition, Long> before, Map<TopicPartition, Long> after)
      throws BenchFailed, BrokerTrouble, InterruptedException {
    return talking(target, () -> counter.count(LogSpan.between(before, after)));
  }

  /// Ends the batch at hand soon, and every later one. From any thread.
  public void stop() {
    isStopped = true;
  }

  private boolean isStopped() {
    return isStopped;
  }

  @Override
  public void close() {
    log.close();
    outcomes.close();
    producer.close(LAST_SENDS);
  }

  /// Something that talks to Kafka.
  private interface Talk<T> {
    T talk() throws BenchFailed, BrokerTrouble, InterruptedException;
  }

  private static <T> T talking(BenchTarget target, Talk<T> talk)
      throws BenchFailed, BrokerTrouble, InterruptedException {
    try {
      return talk.talk();
    } catch (InterruptException e) {
      throw (InterruptedException) new InterruptedException("Interrupted.").initCause(e);
    } catch (KafkaException e) {
      throw BrokerTrouble.of(e, target.brokers());
    }
  }
}
