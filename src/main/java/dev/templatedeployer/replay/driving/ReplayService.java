package dev.templatedeployer.replay.driving;

import dev.templatedeployer.client.DeploymentCommands;
import dev.templatedeployer.query.DeploymentViews;
import dev.templatedeployer.query.Freshness;
import dev.templatedeployer.wire.OutcomeCodec;
import dev.templatedeployer.wire.ReplayEventCodec;
import dev.templatedeployer.wire.SchemaIds;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// The bulk replays of one instance: the log and its reader, the desk, and the driver that works
/// while this instance leads. Puts the parts together and takes them apart.
public final class ReplayService implements AutoCloseable {

  private final KafkaReplayLog log;
  private final Leadership leadership;
  private final DriverLoop loop;
  private final OutcomeFollower outcomes;
  private final ExecutorService slow;
  private final ReplayDesk desk;

  /// Where it reads and writes.
  ///
  /// @param kafka where the brokers are, and whatever else is to be set
  /// @param group the consumer group whose member drives
  /// @param instance a name that this process keeps over restarts, or null
  /// @param replays the topic of the replays
  /// @param outcomes the topic of outcomes
  public record Place(
      Map<String, Object> kafka,
      String group,
      @Nullable String instance,
      String replays,
      String outcomes) {
    public Place {
      kafka = Map.copyOf(kafka);
    }

    /// Prints without `kafka`, which may hold passwords.
    @Override
    public String toString() {
      return "replays in '%s', driven by one of '%s'".formatted(replays, group);
    }
  }

  /// @param commands the admin path
  /// @param candidates finds what plans are made of
  /// @param views answers for the history of a deployment
  public ReplayService(
      Place place,
      SchemaIds ids,
      DeploymentCommands commands,
      Candidates candidates,
      DeploymentViews views,
      Freshness freshness,
      MeterRegistry registry,
      InstantSource clock) {
    var ledger = new Ledger(new ReplayEventCodec(ids));
    var metrics = new ReplayMetrics(registry, ledger, clock);
    this.log = new KafkaReplayLog(place.kafka(), place.replays(), ledger);
    this.slow = Executors.newVirtualThreadPerTaskExecutor();
    var post = new Post();
    this.outcomes =
        new OutcomeFollower(
            place.kafka(),
            place.outcomes(),
            new OutcomeCodec(ids),
            (command, outcome) -> post.loop().hear(command, outcome));
    var retries =
        new CommandedRetries(
            commands,
            new ViewedHistories(views::events, freshness),
            slow,
            news -> post.loop().hear(news));
    this.loop =
        new DriverLoop(
            ledger,
            log,
            () -> new Driver(ledger, log, retries, outcomes, clock, metrics),
            outcomes);
    post.to = loop;
    this.leadership =
        new Leadership(place.kafka(), place.group(), place.instance(), place.replays(), loop::led);
    this.desk = new ReplayDesk(ledger, log, candidates, clock);
  }

  /// Begins to read, and to take part in who drives. Waits for no broker.
  public void start() {
    log.start();
    loop.start();
    leadership.start();
  }

  /// Where people ask for replays.
  public ReplayDesk desk() {
    return desk;
  }

  /// Hands the driving over to another instance, and ends. What is under way goes on.
  @Override
  public void close() {
    loop.close();
    leadership.close();
    outcomes.close();
    slow.shutdownNow();
    log.close();
  }

  /// Where news goes: the loop, once there is one.
  private static final class Post {
    private volatile @Nullable DriverLoop to;

    DriverLoop loop() {
      DriverLoop loop = to;
      if (loop == null) {
        throw new IllegalStateException("News came before anything was started.");
      }
      return loop;
    }
  }
}
