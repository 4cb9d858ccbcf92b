package dev.templatedeployer.replay.driving;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.replay.Candidate;
import dev.templatedeployer.replay.ItemResult;
import dev.templatedeployer.replay.ReplayCommand;
import dev.templatedeployer.replay.ReplayEvent;
import dev.templatedeployer.replay.ReplayId;
import dev.templatedeployer.wire.BuiltInSchemaIds;
import dev.templatedeployer.wire.ReplayEventCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Replays without Kafka, at a time that stands still, of deployments that tests name.
public final class InMemoryReplays {

  private final MemoryLog log = new MemoryLog();
  private final Ledger ledger = new Ledger(new ReplayEventCodec(new BuiltInSchemaIds()));
  private final List<Candidate> failed = new ArrayList<>();
  private final ReplayDesk desk;
  private final Instant now;
  private long leftOut;

  public InMemoryReplays(Instant now) {
    this.now = now;
    log.readBy(ledger);
    desk = new ReplayDesk(ledger, log, this::find, () -> now);
  }

  /// Where to ask.
  public ReplayDesk desk() {
    return desk;
  }

  /// Makes the deployments `web-1` to `web-<count>` failed ones, and `others` not.
  public void failed(int count, long others) {
    failed.clear();
    leftOut = others;
    for (int number = 1; number <= count; number++) {
      failed.add(
          new Candidate(
              new DeploymentId("web-" + number),
              4,
              new TemplateName("lock"),
              "NO_QUOTA",
              "0a1b2c3d4e5f6a7b",
              "No quota left."));
    }
  }

  /// Starts the first `count` items, as the driver would.
  public void start(String id, int count) {
    change(id, new ReplayCommand.Advance(count, now));
  }

  /// Ends an item, as the driver would.
  public void end(String id, int number, ItemResult result) {
    change(id, new ReplayCommand.Conclude(List.of(new ReplayEvent.ItemEnd(number, result)), now));
  }

  private void change(String id, ReplayCommand command) {
    try {
      ledger.change(new ReplayId(id), command, log);
    } catch (LogTrouble | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private Candidates.Found find(String filter, int most) throws UnusableFilter {
    if (filter.contains("nonsense")) {
      throw new UnusableFilter("'nonsense' is no field. There are: status, template.");
    }
    return new Candidates.Found(filter.strip(), failed, leftOut);
  }
}
