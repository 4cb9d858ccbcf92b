package dev.templatedeployer.verify;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.query.DeploymentRows;
import dev.templatedeployer.query.EventLog;
import dev.templatedeployer.query.Freshness;
import dev.templatedeployer.query.LogPartition;
import dev.templatedeployer.query.Position;
import dev.templatedeployer.wire.HeaderNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/// Reads the logs, the changelog and the read model for [SliceCheck], a slice of the partitions at
/// a time, so that what has to be kept in memory is that of one slice.
public final class LogVerifier implements Verifier {

  /// What the consumer that the verifier is given must be set to.
  public static final Map<String, Object> CONSUMER_SETTINGS =
      Map.of(
          ConsumerConfig.ISOLATION_LEVEL_CONFIG,
          "read_committed",
          ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
          false,
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
          "earliest",
          ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
          false,
          ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
          1_000,
          ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
          8 * 1024 * 1024,
          ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
          ByteArrayDeserializer.class,
          ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
          ByteArrayDeserializer.class);

  /// Slices are made of several partitions if there are more than this, since each costs a look at
  /// all rows of the read model.
  private static final int MOST_SLICES = 8;

  /// How long one side may take to show what the other shows already: the end of a transaction is
  /// not written to all of its partitions at once.
  private static final Duration CATCHING_UP = Duration.ofSeconds(15);

  private final Sources sources;
  private final DeploymentRows rows;
  private final Freshness freshness;
  private final Supplier<? extends Consumer<byte[], byte[]>> consumers;
  private final Duration patience;

  private volatile @Nullable CommittedTopics reading;
  private volatile boolean isStopped;

  /// @param rows the rows of the read model
  /// @param freshness how far the read model has come
  /// @param consumers makes a consumer with [#CONSUMER_SETTINGS] for each verification
  public LogVerifier(
      Sources sources,
      DeploymentRows rows,
      Freshness freshness,
      Supplier<? extends Consumer<byte[], byte[]>> consumers) {
    this(sources, rows, freshness, consumers, CATCHING_UP);
  }

  LogVerifier(
      Sources sources,
      DeploymentRows rows,
      Freshness freshness,
      Supplier<? extends Consumer<byte[], byte[]>> consumers,
      Duration patience) {
    this.sources = sources;
    this.rows = rows;
    this.freshness = freshness;
    this.consumers = consumers;
    this.patience = patience;
  }

  @Override
  public void verify(@Nullable String only, Findings findings)
      throws BrokenOff, InterruptedException {
    try (var topics = new CommittedTopics(consumers.get())) {
      reading = topics;
      new Run(topics, only, findings).verify();
    } catch (WakeupException e) {
      throw new BrokenOff("The service stopped meanwhile. Verify again when it runs.");
    } catch (KafkaException e) {
      throw new BrokenOff(
          "Cannot read the topics: %s. Look at the brokers, then verify again."
              .formatted(e.getMessage()));
    } finally {
      reading = null;
    }
  }

  @Override
  public void stop() {
    isStopped = true;
    CommittedTopics current = reading;
    if (current != null) {
      current.wakeUp();
    }
  }

  /// One verification.
  private final class Run {

    private final CommittedTopics topics;
    private final @Nullable String only;
    private final Findings findings;

    Run(CommittedTopics topics, @Nullable String only, Findings findings) {
      this.topics = topics;
      this.only = only;
      this.findings = findings;
    }

    void verify() throws BrokenOff, InterruptedException {
      Set<Integer> all = topics.partitions(sources.events());
      Set<Integer> kept = topics.partitions(sources.changelog());
      if (!kept.equals(all)) {
        throw new BrokenOff(
            "'%s' has the partitions %s, and '%s' has %s. They have to be the same; undo the change of the topics."
                .formatted(sources.events(), all, sources.changelog(), kept));
      }
      Set<Integer> wanted = only == null ? all : Set.of(sources.partitionOf(only));
      findings.toRead(length(wanted));
      for (Set<Integer> slice : slices(wanted)) {
        verifyDeployments(slice);
      }
      if (only == null) {
        verifyCanisters();
      }
      findings.phase("done");
    }

    private long length(Set<Integer> wanted) throws BrokenOff {
      long length =
          topics.length(topics.ends(sources.events(), wanted))
              + topics.length(topics.ends(sources.changelog(), wanted));
      return only != null ? length : length + topics.length(canisterEnds());
    }

    private Map<TopicPartition, Long> canisterEnds() throws BrokenOff {
      String topic = sources.canisterEvents();
      return topics.ends(topic, topics.partitions(topic));
    }

    private void verifyDeployments(Set<Integer> slice) throws BrokenOff, InterruptedException {
      var check = new SliceCheck(sources, only, findings);
      phase("reading the changelog", slice);
      CommittedTopics.Reader changelog =
          counted(record -> check.changelog(spot(record), record.key(), record.value()));
      topics.read(topics.ends(sources.changelog(), slice), changelog);
      phase("reading the events", slice);
      CommittedTopics.Reader events =
          counted(record -> check.event(spot(record), record.key(), record.value(), hash(record)));
      topics.read(topics.ends(sources.events(), slice), events);
      check.eventsAreRead();
      topics.readOn(sources.changelog(), slice, check::awaitsChangelog, patience, changelog);
      topics.readOn(sources.events(), slice, check::awaitsEvents, patience, events);
      phase("comparing with the read model", slice);
      Position shown = compareRows(check, slice);
      topics.read(ends(shown, slice), events);
      List<Suspect> suspects = check.finish();
      if (!suspects.isEmpty()) {
        phase("looking again at what differs", slice);
        name(suspects, slice);
      }
    }

    /// @return how far the read model had come when its rows were compared
    private Position compareRows(SliceCheck check, Set<Integer> slice)
        throws BrokenOff, InterruptedException {
      var reached = new TreeMap<LogPartition, Long>();
      slice.forEach(
          partition -> reached.put(log(partition), topics.next(sources.events(), partition)));
      var position = new Position(reached);
      if (!freshness.awaitPosition(position, patience)) {
        throw new BrokenOff(
            "The read model has come to '%s' and the log to '%s', which it did not reach within %d s. '/readyz?verbose' says why."
                .formatted(freshness.position(), position, patience.toSeconds()));
      }
      Position shown =
          only == null
              ? rows.rows(slice, check::row)
              : rows.row(new DeploymentId(only), check::row);
      check.rowsAreRead();
      return shown;
    }

    private Map<TopicPartition, Long> ends(Position shown, Set<Integer> slice) {
      var ends = new HashMap<TopicPartition, Long>();
      slice.forEach(partition ->
          ends.put(new TopicPartition(sources.events(), partition), shown.next(log(partition))));
      return ends;
    }

    private void name(List<Suspect> suspects, Set<Integer> slice) throws BrokenOff {
      var namer = new Namer(sources, suspects);
      read(
          sources.changelog(),
          slice,
          record -> namer.changelog(spot(record), record.key(), record.value()));
      read(
          sources.events(),
          slice,
          record -> namer.event(spot(record), record.key(), record.value(), hash(record)));
      namer.name(findings);
    }

    private void verifyCanisters() throws BrokenOff {
      Set<Integer> all = topics.partitions(sources.canisterEvents());
      for (Set<Integer> slice : slices(all)) {
        var chains = new CanisterChains(sources, findings);
        phase("reading the events of canisters", slice);
        read(
            sources.canisterEvents(),
            slice,
            counted(
                record -> chains.event(spot(record), record.key(), record.value(), hash(record))));
        chains.finish();
      }
    }

    private void read(String topic, Set<Integer> partitions, CommittedTopics.Reader reader)
        throws BrokenOff {
      topics.rewind(topic, partitions);
      topics.read(topics.ends(topic, partitions), reader);
    }

    /// Counts offsets, the ends of transactions among them, as the length of a topic does.
    private CommittedTopics.Reader counted(CommittedTopics.Reader reader) {
      return record -> {
        long before = topics.next(record.topic(), record.partition());
        reader.take(record);
        findings.read(record.offset() + 1 - before);
      };
    }

    private void phase(String words, Set<Integer> slice) {
      if (isStopped) {
        throw new WakeupException();
      }
      findings.phase(
          slice.size() == 1
              ? "%s of partition %d".formatted(words, slice.iterator().next())
              : "%s of %d partitions".formatted(words, slice.size()));
    }
  }

  private static LogPartition log(int partition) {
    return new LogPartition(EventLog.DEPLOYMENTS, partition);
  }

  private static Spot spot(ConsumerRecord<byte[], byte[]> record) {
    return new Spot(record.topic(), record.partition(), record.offset());
  }

  private static byte @Nullable [] hash(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(HeaderNames.HASH);
    return header == null ? null : header.value();
  }

  private static List<Set<Integer>> slices(Set<Integer> partitions) {
    int size = Math.ceilDiv(partitions.size(), MOST_SLICES);
    var slices = new ArrayList<Set<Integer>>();
    for (int partition : new TreeSet<>(partitions)) {
      if (slices.isEmpty() || slices.getLast().size() == size) {
        slices.add(new TreeSet<>());
      }
      slices.getLast().add(partition);
    }
    return slices;
  }
}
