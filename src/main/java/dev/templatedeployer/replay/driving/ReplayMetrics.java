package dev.templatedeployer.replay.driving;

import dev.templatedeployer.replay.ItemResult;
import dev.templatedeployer.replay.Replay;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// The figures of the replays. All but the first are the same at every instance, since each reads
/// the whole log.
///
/// | name | unit | what it answers |
/// |---|---|---|
/// | `deployer.replay.items` | items | How do items of replays end? Counted where they are driven. |
/// | `deployer.replays.running` | replays | How many replays run at present? |
/// | `deployer.replays.paused` | replays | How many replays wait for somebody to resume them? |
/// | `deployer.replay.items.left` | items | How many items of running and paused replays have not ended? |
/// | `deployer.replay.idle.seconds` | seconds | How long has nothing happened to a running replay? The longest of all; 0 if none runs |
/// | `deployer.replay.self.stop.timestamp.seconds` | seconds since 1970 | When did a replay last stop itself? 0 if none ever did |
final class ReplayMetrics {

  private final Map<ItemResult.Kind, Counter> items = new EnumMap<>(ItemResult.Kind.class);
  private final MeterRegistry registry;
  private final Ledger ledger;
  private final InstantSource clock;

  ReplayMetrics(MeterRegistry registry, Ledger ledger, InstantSource clock) {
    this.registry = registry;
    this.ledger = ledger;
    this.clock = clock;
    for (ItemResult.Kind kind : ItemResult.Kind.values()) {
      items.put(
          kind,
          Counter.builder("deployer.replay.items")
              .description("How do items of replays end?")
              .tag("result", kind.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
    show(
        "deployer.replays.running",
        "How many replays run at present?",
        own -> own.in(Replay.State.RUNNING).count());
    show(
        "deployer.replays.paused",
        "How many replays wait for somebody to resume them?",
        own -> own.in(Replay.State.PAUSED).count());
    show(
        "deployer.replay.items.left",
        "How many items of running and paused replays have not ended?",
        ReplayMetrics::left);
    show(
        "deployer.replay.idle.seconds",
        "How long has nothing happened to a running replay?",
        ReplayMetrics::idle);
    show(
        "deployer.replay.self.stop.timestamp.seconds",
        "When did a replay last stop itself, since too many items failed again?",
        ReplayMetrics::lastSelfStop);
  }

  void ended(ItemResult.Kind kind) {
    Counter counter = items.get(kind);
    if (counter != null) {
      counter.increment();
    }
  }

  private void show(String name, String question, ToDoubleFunction<ReplayMetrics> figure) {
    Gauge.builder(name, this, figure).description(question).register(registry);
  }

  private Stream<Replay> in(Replay.State state) {
    return ledger.all().stream().filter(replay -> replay.state() == state);
  }

  private double left() {
    return Stream.concat(in(Replay.State.RUNNING), in(Replay.State.PAUSED))
        .mapToInt(replay -> replay.count() - replay.results().count())
        .sum();
  }

  private double idle() {
    Instant now = clock.instant();
    return in(Replay.State.RUNNING)
        .mapToDouble(replay -> Duration.between(replay.updatedAt(), now).toMillis() / 1e3)
        .filter(seconds -> seconds > 0)
        .max()
        .orElse(0);
  }

  private double lastSelfStop() {
    return in(Replay.State.STOPPED)
        .map(Replay::stoppedItselfAt)
        .filter(Objects::nonNull)
        .mapToDouble(at -> at.toEpochMilli() / 1e3)
        .max()
        .orElse(0);
  }
}
