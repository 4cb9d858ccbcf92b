package dev.templatedeployer.wire;

import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.replay.Item;
import dev.templatedeployer.replay.ItemResult;
import dev.templatedeployer.replay.Limits;
import dev.templatedeployer.replay.ReplayEvent;
import dev.templatedeployer.replay.ReplayId;
import dev.templatedeployer.replay.ReplayPlan;
import java.time.Instant;
import java.util.List;

/// Events of replays, made from a seed.
record ReplaySamples(Samples samples) {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");

  /// An event that never changes, so that its bytes may be kept.
  static RecordedReplayEvent golden() {
    return new RecordedReplayEvent(
        new ReplayId("k3v9x2p7q4"),
        3,
        new ReplayEvent.ItemsEnded(
            List.of(
                new ReplayEvent.ItemEnd(1, ItemResult.completed(6)),
                new ReplayEvent.ItemEnd(2, ItemResult.failed(7, "QUOTA", "No room is left.")),
                new ReplayEvent.ItemEnd(3, ItemResult.skipped(null, "It is gone."))),
            NOON));
  }

  RecordedReplayEvent event() {
    return new RecordedReplayEvent(
        new ReplayId("k3v9x2p7q4"), samples.number(), event(samples.instant()));
  }

  private ReplayEvent event(Instant at) {
    return switch (Math.floorMod(samples.small(), 10)) {
      case 0 -> new ReplayEvent.ItemsListed(samples.small(), samples.several(this::item), at);
      case 1 -> new ReplayEvent.Planned(plan(), at);
      case 2 -> new ReplayEvent.Approved(samples.word(), samples.text(), at);
      case 3 -> new ReplayEvent.Paused(samples.word(), samples.text(), at);
      case 4 -> new ReplayEvent.Resumed(samples.word(), samples.text(), at);
      case 5 -> new ReplayEvent.ItemsStarted(samples.small(), samples.small(), at);
      case 6 -> new ReplayEvent.ItemsEnded(samples.several(this::end), at);
      case 7 -> new ReplayEvent.CanaryPassed(at);
      case 8 -> new ReplayEvent.Stopped(samples.orNull(samples::word), samples.text(), at);
      default -> new ReplayEvent.Finished(at);
    };
  }

  private Item item() {
    return new Item(
        samples.id(), samples.number(), samples.template(), samples.word(), samples.word());
  }

  private ReplayPlan plan() {
    return new ReplayPlan(
        samples.text(),
        new Limits(samples.small() / 7.0, samples.small(), 1.0 / samples.small(), samples.small()),
        samples.small(),
        samples.word(),
        samples.number(),
        samples.several(() ->
            new ReplayPlan.Group(
                new TemplateName("lock"),
                samples.word(),
                samples.word(),
                samples.text(),
                samples.small())),
        samples.word(),
        samples.text());
  }

  private ReplayEvent.ItemEnd end() {
    return new ReplayEvent.ItemEnd(
        samples.small(),
        new ItemResult(
            samples.oneOf(ItemResult.Kind.values()),
            samples.orNull(samples::number),
            samples.orNull(samples::word),
            samples.orNull(samples::text)));
  }
}
