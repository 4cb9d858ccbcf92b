package dev.templatedeployer.replay;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.replay.ReplayEvent.ItemEnd;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// A replay to speak of: deployments `web-1`, `web-2` and so on, all at version 4, out of memory.
final class ReplayExamples {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  static final ReplayId ID = new ReplayId("k3v9x2p7q4");
  static final String ANN = "ann";
  static final String WHY = "The node is back.";

  private ReplayExamples() {}

  static Instant second(int second) {
    return NOON.plusSeconds(second);
  }

  static List<Candidate> candidates(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(ReplayExamples::candidate).toList();
  }

  static Candidate candidate(int number) {
    return new Candidate(
        new DeploymentId("web-" + number),
        4,
        new TemplateName("probe"),
        "NO_MEMORY",
        "0a1b2c3d4e5f6a7b",
        "Node 'n%d' has %d MB left.".formatted(number % 7, number));
  }

  static ReplayCommand.Plan plan(int count, Limits limits) {
    return new ReplayCommand.Plan(
        "template:probe",
        candidates(count),
        3,
        new Limits.Wish(
            limits.rate(), limits.concurrency(), limits.stopAtFailureRatio(), limits.canary()),
        ANN,
        WHY,
        NOON);
  }

  /// The events that make a plan of `count` items, approved at once.
  static ReplayEvent[] approved(int count, Limits limits) {
    ReplayEvent[] events = planned(count, limits);
    ReplayEvent[] more = Arrays.copyOf(events, events.length + 1);
    more[events.length] = new ReplayEvent.Approved(ANN, WHY, second(1));
    return more;
  }

  static ReplayEvent[] planned(int count, Limits limits) {
    var decision = (ReplayDecision.Accepted) Replays.decide(ID, null, plan(count, limits));
    return decision.events().toArray(ReplayEvent[]::new);
  }

  /// Limits that hold up nothing.
  static Limits loose() {
    return new Limits(1000, 1000, 1, 0);
  }

  static ReplayCommand.Conclude ends(int second, ItemEnd... ends) {
    return new ReplayCommand.Conclude(List.of(ends), second(second));
  }

  static ItemEnd completed(int number) {
    return new ItemEnd(number, ItemResult.completed(8));
  }

  static ItemEnd failed(int number) {
    return new ItemEnd(number, ItemResult.failed(8, "NO_MEMORY", "Still none."));
  }

  static ItemEnd skipped(int number) {
    return new ItemEnd(number, ItemResult.skipped(6L, "It had changed."));
  }
}
