package dev.templatedeployer.replay.driving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.replay.Candidate;
import dev.templatedeployer.replay.ItemResult;
import dev.templatedeployer.replay.ItemStatus;
import dev.templatedeployer.replay.Limits;
import dev.templatedeployer.replay.Replay;
import dev.templatedeployer.replay.Replay.State;
import dev.templatedeployer.replay.ReplayCommand;
import dev.templatedeployer.replay.ReplayDecision;
import dev.templatedeployer.replay.ReplayEvent.ItemEnd;
import dev.templatedeployer.replay.ReplayId;
import dev.templatedeployer.wire.BuiltInSchemaIds;
import dev.templatedeployer.wire.EventHash;
import dev.templatedeployer.wire.ReplayEventCodec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LedgerTest {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  static final ReplayId ID = new ReplayId("k3v9x2p7q4");

  final ReplayEventCodec codec = new ReplayEventCodec(new BuiltInSchemaIds());
  final MemoryLog log = new MemoryLog();
  final Ledger one = new Ledger(codec);
  final Ledger two = new Ledger(codec);

  LedgerTest() throws Exception {
    log.readBy(one);
    log.readBy(two);
    one.change(ID, plan(), log);
  }

  @Test
  void isTheSameInEveryInstance() throws Exception {
    one.change(ID, new ReplayCommand.Approve(null, 2, "ann", "Seen.", NOON), log);

    assertThat(two.find(ID))
        .hasValueSatisfying(r -> assertThat(r.state()).isEqualTo(State.RUNNING));
    assertThat(two.all()).usingRecursiveComparison().isEqualTo(one.all());
  }

  @Test
  void letsOneOfTwoWinThatDecidedByTheSameState() throws Exception {
    one.change(ID, new ReplayCommand.Approve(null, 2, "ann", "Seen.", NOON), log);
    // Right before `two` writes, `one` does, and `two` has not read it when it decides.
    ReplayLog slow =
        new ReplayLog() {
          private boolean isFirst = true;

          @Override
          public List<Long> append(List<Line> lines) throws LogTrouble, InterruptedException {
            if (isFirst) {
              isFirst = false;
              one.change(ID, new ReplayCommand.Stop("ann", "Enough.", NOON), log);
            }
            return log.append(lines);
          }

          @Override
          public long end() throws LogTrouble {
            return log.end();
          }

          @Override
          public void read(long first, long last, Reader reader) {
            log.read(first, last, reader);
          }
        };

    var outcome = two.change(ID, new ReplayCommand.Pause("bob", "Lunch.", NOON), slow);

    assertThat(outcome.decision()).isInstanceOf(ReplayDecision.Refused.class);
    assertThat(one.find(ID).orElseThrow().state()).isEqualTo(State.STOPPED);
    assertThat(one.find(ID).orElseThrow().steps())
        .extracting(step -> step.what())
        .containsExactly("PLANNED", "APPROVED", "STOPPED");
    assertThat(two.all()).usingRecursiveComparison().isEqualTo(one.all());
  }

  @Test
  void takesNoNoticeOfRecordsThatFitNoChain() throws Exception {
    byte[] value = log.lines.getLast().value();
    log.append(
        List.of(
            new ReplayLog.Line(ID.value().getBytes(UTF_8), value, EventHash.NONE.bytes()),
            new ReplayLog.Line(ID.value().getBytes(UTF_8), new byte[] {1, 2}, new byte[32])));
    one.read(log.lines.size(), null, null);

    assertThat(one.find(ID).orElseThrow().version()).isEqualTo(2);
    assertThat(one.change(ID, new ReplayCommand.Stop("ann", "Enough.", NOON), log).decision())
        .isInstanceOf(ReplayDecision.Accepted.class);
  }

  @Test
  void foldsTheSameAgainAfterARestart() throws Exception {
    one.change(ID, new ReplayCommand.Approve(null, 2, "ann", "Seen.", NOON), log);
    one.change(ID, new ReplayCommand.Advance(1, NOON), log);

    var again = new Ledger(codec);
    log.readBy(again);

    assertThat(again.all()).usingRecursiveComparison().isEqualTo(one.all());
  }

  @Test
  void waitsForWhatAnotherInstanceWroteRightBefore() throws Exception {
    var slow = new Ledger(codec);
    var desk = desk(slow);
    CompletableFuture<Optional<Replay>> asked =
        CompletableFuture.supplyAsync(() -> found(desk, ID), Thread::startVirtualThread);

    log.readBy(slow);

    assertThat(asked.get(20, TimeUnit.SECONDS)).isPresent();
  }

  @Test
  void answersNothingOldWhileNobodySaysHowFarTheLogGoes() {
    var desk = desk(one);
    log.isOutOfReach(true);

    assertThatExceptionOfType(LogTrouble.class).isThrownBy(() -> desk.find(ID));
    assertThatExceptionOfType(LogTrouble.class).isThrownBy(desk::all);
  }

  @Test
  void keepsTheItemsOfTheLatestToSettleAndReadsThoseOfOthersAgain() throws Exception {
    var small = new Ledger(codec, 3);
    log.readBy(small);
    var desk = desk(small);
    List<ReplayId> ids = List.of(ID, new ReplayId("second"), new ReplayId("third"));
    for (ReplayId id : ids) {
      if (!id.equals(ID)) {
        one.change(id, plan(), log);
      }
      one.change(id, new ReplayCommand.Approve(null, 2, "ann", "Seen.", NOON), log);
    }
    assertThat(small.all()).allMatch(Replay::hasItems);
    for (int number = 1; number <= 2; number++) {
      for (ReplayId id : ids) { // they run side by side, so their records are mixed
        one.change(id, new ReplayCommand.Advance(1, NOON), log);
      }
      for (ReplayId id : ids) {
        one.change(
            id,
            new ReplayCommand.Conclude(List.of(new ItemEnd(number, ItemResult.completed(8))), NOON),
            log);
      }
    }

    assertThat(small.all())
        .allMatch(Replay::isSettled)
        .allMatch(replay -> replay.count() == 2 && replay.count(ItemStatus.COMPLETED) == 2)
        .extracting(Replay::hasItems)
        .containsExactly(true, false, false);
    for (ReplayId id : ids) {
      assertThat(desk.find(id)).usingRecursiveComparison().isEqualTo(one.find(id));
      assertThat(desk.find(id).orElseThrow().status(2)).isEqualTo(ItemStatus.COMPLETED);
    }
    assertThat(
            small
                .change(ids.get(0), new ReplayCommand.Stop("bob", "Enough.", NOON), log)
                .decision())
        .isInstanceOf(ReplayDecision.Refused.class);
  }

  private ReplayDesk desk(Ledger ledger) {
    return new ReplayDesk(
        ledger, log, (filter, _) -> new Candidates.Found(filter, List.of(), 0), () -> NOON);
  }

  private static Optional<Replay> found(ReplayDesk desk, ReplayId id) {
    try {
      return desk.find(id);
    } catch (LogTrouble | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static ReplayCommand plan() {
    return new ReplayCommand.Plan(
        "template:probe",
        List.of(candidate(1), candidate(2)),
        0,
        Limits.Wish.USUAL,
        "ann",
        "Because.",
        NOON);
  }

  private static Candidate candidate(int number) {
    return new Candidate(
        new DeploymentId("web-" + number), 4, new TemplateName("probe"), "X", "f00d", "No.");
  }
}
