package dev.templatedeployer.replay.driving;

import dev.templatedeployer.replay.ItemResult;
import dev.templatedeployer.replay.Replay;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// The figures of the replays.
///
/// | name | unit | what it answers |
/// |---|---|---|
/// | `deployer.replay.items` | items | How do items of replays end? Counted where they are driven. |
/// | `deployer.replays.running` | replays | How many replays run at present? |
final class ReplayMetrics {

  private final Map<ItemResult.Kind, Counter> items = new EnumMap<>(ItemResult.Kind.class);

  ReplayMetrics(MeterRegistry registry, Ledger ledger) {
    for (ItemResult.Kind kind : ItemResult.Kind.values()) {
      items.put(
          kind,
          Counter.builder("deployer.replay.items")
              .description("How do items of replays end?")
              .tag("result", kind.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
    Gauge.builder("deployer.replays.running", ledger, ReplayMetrics::running)
        .description("How many replays run at present?")
        .register(registry);
  }

  void ended(ItemResult.Kind kind) {
    Counter counter = items.get(kind);
    if (counter != null) {
      counter.increment();
    }
  }

  private static double running(Ledger ledger) {
    return ledger.all().stream().filter(replay -> replay.state() == Replay.State.RUNNING).count();
  }
}
