package dev.templatedeployer.query;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.identity.Principal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows the event logs and keeps the read model up with them.
///
/// ```text
/// deployments.events --+
///                      +--> projector --> rows and offsets, one transaction a batch
/// canisters.events   --+        |
///                               '--> wakes who waits for what the batch brought
/// ```
///
/// One thread, one consumer without a group: where to go on is written in the database alone. It
/// rides out an absent broker or a full disk by trying again. It stops at a record that it cannot
/// make sense of, since everything after it would be guesswork; what is there stays readable, and
/// [#health] says why.
public final class Projector implements Freshness, AutoCloseable {

  /// What the consumer that the projector is given must be set to.
  public static final Map<String, Object> CONSUMER_SETTINGS =
      Map.of(
          // after which it connects anew, so that a connection that died unseen does not hold it up
          ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
          8_000,
          ConsumerConfig.ISOLATION_LEVEL_CONFIG,
          "read_committed",
          ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
          false,
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
          "none",
          ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
          false,
          ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
          5_000,
          ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
          ByteArrayDeserializer.class,
          ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
          ByteArrayDeserializer.class);

  private static final Logger LOG = LoggerFactory.getLogger(Projector.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration CLOSE = Duration.ofSeconds(10);

  private final ReadModel model;
  private final Formats formats;
  private final CanisterProjection canisters;
  private final Supplier<? extends Consumer<byte[], byte[]>> consumers;
  private final DeploymentById deploymentById;
  private final Waiters waiters = new Waiters();
  private final CommittedChanges changes;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  private volatile @Nullable Consumer<byte[], byte[]> consumer;
  private volatile ProjectorHealth health = new ProjectorHealth.CatchingUp();
  private volatile Position position;
  private volatile boolean hasCaughtUp;
  private volatile OptionalLong lag = OptionalLong.empty();

  /// The last warning, so that it is not repeated every second. Of the projector's thread.
  private @Nullable String warnedOf;

  /// @param consumers makes a consumer with [#CONSUMER_SETTINGS]; asked again after a failure
  public Projector(
      ReadModel model,
      Formats formats,
      CanisterProjection canisters,
      Supplier<? extends Consumer<byte[], byte[]>> consumers) {
    this.model = model;
    this.formats = formats;
    this.canisters = canisters;
    this.consumers = consumers;
    this.deploymentById = new DeploymentById(formats);
    this.position = model.readers().position();
    this.changes = new CommittedChanges(position);
    this.thread = Thread.ofPlatform().name("projector").daemon().unstarted(this::run);
    thread.setUncaughtExceptionHandler(
        (_, e) -> stop("The projector met a fault of its own: %s.".formatted(e), e));
  }

  /// Begins to follow the logs, where the read model ends. To be called once.
  public void start() {
    thread.start();
  }

  /// How it fares.
  public ProjectorHealth health() {
    return health;
  }

  /// Whether it has caught up with the logs once, so that its answers are of a moment ago at worst.
  public boolean hasCaughtUp() {
    return hasCaughtUp;
  }

  /// How many offsets the logs are ahead, or empty if that is not known.
  public OptionalLong lag() {
    return lag;
  }

  @Override
  public Position position() {
    return position;
  }

  /// What happens to deployments, from now on.
  public Changes changes() {
    return changes;
  }

  @Override
  public boolean awaitPosition(Position atLeast, Duration timeout) throws InterruptedException {
    return waiters.await(reached -> reached.reaches(atLeast), this::position, timeout);
  }

  @Override
  public Optional<DeploymentRecord> awaitDeployment(
      DeploymentId id, Predicate<DeploymentRecord> wish, Duration timeout)
      throws InterruptedException {
    return waiters.await(
        id,
        wish,
        () -> model.readers().ask(tables -> deploymentById.answer(tables, id)).value(),
        timeout);
  }

  @Override
  public Optional<Position> awaitCanister(Principal id, long version, Duration timeout)
      throws InterruptedException {
    return waiters.await(id, version, () -> canisterVersion(id), timeout).map(Answer::position);
  }

  /// Stops following after the batch at hand. The read model can be closed when this returns.
  @Override
  public void close() {
    closing.countDown();
    Consumer<byte[], byte[]> current = consumer;
    if (current != null) {
      current.wakeup();
    }
    try {
      if (thread.isAlive() && !thread.join(CLOSE)) {
        LOG.warn("the projector is still writing; its last batch will be projected again");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<Answer<Long>> canisterVersion(Principal id) {
    Answer<Optional<Long>> seen =
        model
            .readers()
            .ask(tables -> CanisterById.answer(tables, id).map(found -> found.summary().version()));
    return seen.value().map(version -> new Answer<>(version, seen.position()));
  }

  private void run() {
    while (!isClosing()) {
      try (Projection projection = Projection.open(model, formats, canisters);
          Consumer<byte[], byte[]> opened = consumers.get()) {
        consumer = opened;
        if (!isClosing()) { // else nobody has woken this one
          follow(opened, projection);
        }
      } catch (WakeupException e) {
        // only close() wakes the consumer, and the loop sees why
      } catch (BrokenLog e) {
        stop(String.valueOf(e.getMessage()), e.getCause());
        return;
      } catch (KafkaException e) {
        pause("Cannot read the event topics: " + e.getMessage());
      } catch (SQLException e) {
        if (isOfTheData(e)) {
          stop(
              "The read model '%s' takes no row: %s.".formatted(model.database(), e.getMessage()),
              e);
          return;
        }
        pause("Cannot write the read model '%s': %s".formatted(model.database(), e.getMessage()));
      } finally {
        consumer = null;
      }
    }
    health = new ProjectorHealth.Closed();
    waiters.end();
    changes.end();
  }

  /// Whether what was written is the cause, so that trying again is of no use: a wrong value, or a
  /// limit of the database.
  private static boolean isOfTheData(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    return state.startsWith("22") || state.startsWith("54");
  }

  private void follow(Consumer<byte[], byte[]> opened, Projection projection)
      throws BrokenLog, SQLException {
    Position next = Assignment.begin(opened, model.topics(), projection.position());
    while (!isClosing()) {
      ConsumerRecords<byte[], byte[]> records = poll(opened);
      next = after(next, records);
      if (!next.equals(projection.position())) {
        tell(projection.project(records, next));
        if (health instanceof ProjectorHealth.Waiting) { // until now nothing told that it is over
          health = new ProjectorHealth.CatchingUp();
        }
      }
      look(opened);
    }
  }

  private static ConsumerRecords<byte[], byte[]> poll(Consumer<byte[], byte[]> opened)
      throws BrokenLog {
    try {
      return opened.poll(POLL);
    } catch (OffsetOutOfRangeException e) {
      throw new BrokenLog(
          "The event topics no longer reach to where the read model ends, %s: they were made anew, or their beginning was deleted."
              .formatted(e.offsetOutOfRangePartitions()),
          e);
    }
  }

  /// Where the consumer stands after `records`. It also moves, without records, when it passes the
  /// end of a transaction.
  private Position after(Position before, ConsumerRecords<byte[], byte[]> records) {
    if (records.nextOffsets().isEmpty()) {
      return before;
    }
    var next = new TreeMap<>(before.next());
    records
        .nextOffsets()
        .forEach((partition, offset) -> {
          EventLog log = model.topics().log(partition.topic()).orElseThrow();
          next.put(new LogPartition(log, partition.partition()), offset.offset());
        });
    return new Position(next);
  }

  private void tell(Batch batch) throws BrokenLog {
    position = batch.position();
    waiters.tell(batch);
    changes.tell(
        new Change(
            position, batch.deployments().values().stream().map(DeploymentSummary::of).toList()));
    if (batch.end() != null) {
      throw batch.end();
    }
  }

  private void look(Consumer<byte[], byte[]> opened) {
    lag = Assignment.lag(opened);
    if (!(health instanceof ProjectorHealth.Following) && lag.equals(OptionalLong.of(0))) {
      health = new ProjectorHealth.Following();
      hasCaughtUp = true;
      warnedOf = null;
      LOG.atInfo().addKeyValue("position", position).log("the read model has caught up");
    }
  }

  private void pause(String why) {
    lag = OptionalLong.empty();
    health = new ProjectorHealth.Waiting(why);
    if (!why.equals(warnedOf)) {
      LOG.warn("{} The read model serves what it has, and the projector tries again.", why);
      warnedOf = why;
    }
    try {
      closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void stop(String why, @Nullable Throwable cause) {
    String sentence =
        "%s The read model serves what came before. Mend the cause and start the service again; %s."
            .formatted(why, model.database().howToRebuild());
    lag = OptionalLong.empty();
    health = new ProjectorHealth.Stopped(sentence);
    LOG.error("the projector stopped: {}", sentence, cause);
    waiters.end();
    changes.end();
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }
}
