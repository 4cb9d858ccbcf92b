package dev.templatedeployer.replay.driving;

import dev.templatedeployer.replay.Limits;
import dev.templatedeployer.replay.Replay;
import dev.templatedeployer.replay.ReplayCommand;
import dev.templatedeployer.replay.ReplayDecision;
import dev.templatedeployer.replay.ReplayId;
import dev.templatedeployer.replay.ReplayPlan;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Where people plan replays, look at them, and say what should become of them. In every instance;
/// may be used from many threads at once.
///
/// Each method waits until the log was read as far as it goes by then, so that whatever was told to
/// anybody by any instance is known to the one who is asked next; all of them throw [LogTrouble] if
/// that takes too long.
public final class ReplayDesk {

  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
  private static final int LETTERS_OF_AN_ID = 10;

  private final Ledger ledger;
  private final ReplayLog log;
  private final Candidates candidates;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  ReplayDesk(Ledger ledger, ReplayLog log, Candidates candidates, InstantSource clock) {
    this.ledger = ledger;
    this.log = log;
    this.candidates = candidates;
    this.clock = clock;
  }

  /// Makes a plan of the failed deployments that `filter` lets through. Nothing runs yet.
  ///
  /// @throws UnusableFilter if the filter makes no sense, or says nothing
  public Ledger.Outcome plan(String filter, Limits.Wish limits, String by, String reason)
      throws UnusableFilter, LogTrouble, InterruptedException {
    Candidates.Found found = candidates.find(filter, ReplayPlan.MOST_ITEMS);
    ledger.awaitEnd(log);
    return ledger.change(
        newId(),
        new ReplayCommand.Plan(
            found.filter(), found.failed(), found.leftOut(), limits, by, reason, now()),
        log);
  }

  /// Decides what somebody asks of a replay, and writes what it causes.
  public Ledger.Outcome change(ReplayId id, Wish wish) throws LogTrouble, InterruptedException {
    ledger.awaitEnd(log);
    return ledger.find(id).isPresent()
        ? ledger.change(id, wish.at(now()), log)
        : new Ledger.Outcome(
            new ReplayDecision.Refused(
                ReplayDecision.Kind.NOT_FOUND,
                "There is no replay '%s'. List them with 'GET /v1/replays'.".formatted(id)),
            null);
  }

  /// The replay with all its items, or empty if there is none.
  public Optional<Replay> find(ReplayId id) throws LogTrouble, InterruptedException {
    ledger.awaitEnd(log);
    return ledger.whole(id, log);
  }

  /// All replays, the newest first. Those that settled long ago are without their items.
  public List<Replay> all() throws LogTrouble, InterruptedException {
    ledger.awaitEnd(log);
    return ledger.all();
  }

  /// Something that somebody asks at a time that the desk knows.
  @FunctionalInterface
  public interface Wish {
    /// The command, asked at `now`.
    ReplayCommand at(Instant now);
  }

  private Instant now() {
    return clock.instant();
  }

  private ReplayId newId() {
    var id = new StringBuilder();
    for (int i = 0; i < LETTERS_OF_AN_ID; i++) {
      id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return new ReplayId(id.toString());
  }
}
