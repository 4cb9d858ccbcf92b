package dev.templatedeployer.replay.driving;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.replay.Candidate;
import dev.templatedeployer.replay.ItemResult;
import dev.templatedeployer.replay.Limits;
import dev.templatedeployer.replay.Replay;
import dev.templatedeployer.replay.ReplayCommand;
import dev.templatedeployer.replay.ReplayId;
import dev.templatedeployer.wire.BuiltInSchemaIds;
import dev.templatedeployer.wire.CommandMessage;
import dev.templatedeployer.wire.ReplayEventCodec;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// One replay with its driver, in memory, at a time that the test moves.
final class DrivenReplay {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final MemoryLog log;
  private final Ledger ledger = new Ledger(new ReplayEventCodec(new BuiltInSchemaIds()));
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final ReplayMetrics metrics = new ReplayMetrics(registry, ledger, clock());
  private final List<CommandMessage.Retry> sent = new ArrayList<>();
  private final List<Boolean> repeated = new ArrayList<>();
  private final Ear ear = new Ear();
  private List<Candidate> found = List.of();
  private Instant time;
  private ReplayId id = new ReplayId("none");
  private Driver driver;

  DrivenReplay() {
    this(new MemoryLog(), NOON);
  }

  private DrivenReplay(MemoryLog log, Instant time) {
    this.log = log;
    this.time = time;
    log.readBy(ledger);
    this.driver = driver();
  }

  /// Another instance that reads the same log, at the same time.
  DrivenReplay beside() {
    var other = new DrivenReplay(log, time);
    other.id = id;
    return other;
  }

  ReplayId id() {
    return id;
  }

  void planned(int count, Limits limits) throws Exception {
    found =
        IntStream.rangeClosed(1, count)
            .mapToObj(number ->
                new Candidate(
                    new DeploymentId("web-" + number),
                    4,
                    new TemplateName("probe"),
                    "NO_MEMORY",
                    "0a1b2c3d4e5f6a7b",
                    "None left."))
            .toList();
    var wish =
        new Limits.Wish(
            limits.rate(), limits.concurrency(), limits.stopAtFailureRatio(), limits.canary());
    Replay replay = desk().plan("template:probe", wish, "ann", "The node is back.").replay();
    id = java.util.Objects.requireNonNull(replay).id();
  }

  void approve() throws Exception {
    asks(now -> new ReplayCommand.Approve(null, now().count(), "bob", "Seen.", now));
  }

  void approved(int count, Limits limits) throws Exception {
    planned(count, limits);
    approve();
  }

  void asks(ReplayDesk.Wish wish) throws Exception {
    desk().change(id, wish);
  }

  /// Lets time pass, and the driver do what is due in it.
  void runFor(Duration duration) throws Exception {
    Instant end = time.plus(duration);
    while (true) {
      Duration wait = driver.step();
      Instant next = time.plus(wait);
      if (next.isAfter(end)) {
        time = end;
        return;
      }
      time = next;
    }
  }

  /// The driver dies with all that it had in mind, and another one begins.
  void crashes() {
    sent.clear();
    repeated.clear();
    ear.rest();
    driver = driver();
  }

  void logIsOutOfReach(boolean isIt) {
    log.isOutOfReach(isIt);
  }

  /// The outcome of an item comes.
  void ends(int number, ItemResult result) {
    hears(number, "web-" + number, result);
  }

  void hears(int number, String deployment, ItemResult result) {
    driver.hear(new News.Ended(id.commandOf(number), new DeploymentId(deployment), result));
  }

  void takes(int number) {
    driver.hear(new News.Taken(id, number));
  }

  void isSilent(int number) {
    driver.hear(new News.Unanswered(id, number));
  }

  Replay now() {
    return ledger.find(id).orElseThrow();
  }

  List<CommandMessage.Retry> sent() {
    return sent;
  }

  /// Whether each of them was said to be a repetition.
  List<Boolean> repeated() {
    return repeated;
  }

  boolean listens() {
    return ear.from != null;
  }

  @Nullable Instant listensFrom() {
    return ear.from;
  }

  double counted(String result) {
    return registry.get("deployer.replay.items").tag("result", result).counter().count();
  }

  /// What a figure of the metrics is at present.
  double figure(String name) {
    return registry.get(name).gauge().value();
  }

  private ReplayDesk desk() {
    return new ReplayDesk(
        ledger, log, (filter, _) -> new Candidates.Found(filter, found, 0), clock());
  }

  private Driver driver() {
    return new Driver(ledger, log, this::send, ear, clock(), metrics);
  }

  private void send(ReplayId replay, int number, CommandMessage.Retry command, boolean isRepeated) {
    sent.add(command);
    repeated.add(isRepeated);
  }

  private InstantSource clock() {
    return () -> time;
  }

  private static final class Ear implements Outcomes {
    private @Nullable Instant from;

    @Override
    public void listen(Instant since) {
      if (from == null) {
        from = since;
      }
    }

    @Override
    public void rest() {
      from = null;
    }
  }
}
