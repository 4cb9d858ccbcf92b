package dev.templatedeployer.replay.driving;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.replay.Replay;
import dev.templatedeployer.replay.ReplayCommand;
import dev.templatedeployer.replay.ReplayDecision;
import dev.templatedeployer.replay.ReplayEvent;
import dev.templatedeployer.replay.ReplayFold;
import dev.templatedeployer.replay.ReplayId;
import dev.templatedeployer.replay.Replays;
import dev.templatedeployer.wire.EventHash;
import dev.templatedeployer.wire.RecordedReplayEvent;
import dev.templatedeployer.wire.ReplayEventCodec;
import dev.templatedeployer.wire.Undecodable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All replays, as the log has them, and the way to change one.
///
/// Any instance may write. Who does names, by the hash chain, the event that they had seen last; if
/// somebody else wrote in between, the chain does not fit and everybody takes the record for void.
/// So of two writers that decided by the same state exactly one wins, and the other decides again.
///
/// The log's reader calls [#read]; everything else may be called from many threads at once.
public final class Ledger {

  private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MOST_TRIES = 50;

  /// One replay and the last link of its chain.
  private record Entry(@Nullable Replay replay, EventHash hash) {
    static final Entry NONE = new Entry(null, EventHash.NONE);

    long version() {
      return replay == null ? 0 : replay.version();
    }
  }

  private final ReplayEventCodec codec;
  private final Object changed = new Object();

  // All guarded by `changed`.
  private final Map<ReplayId, Entry> entries = new LinkedHashMap<>();
  private final Set<Long> voids = new HashSet<>();
  private long next;
  private long goal = Long.MAX_VALUE;
  private Runnable listener = () -> {};

  Ledger(ReplayEventCodec codec) {
    this.codec = codec;
  }

  /// Whether something was changed, and what the replay then was.
  ///
  /// @param decision what the rules said
  /// @param replay after it; null if there is none
  public record Outcome(ReplayDecision decision, @Nullable Replay replay) {}

  /// The replay, or empty if there is none whose list is whole.
  public Optional<Replay> find(ReplayId id) {
    synchronized (changed) {
      return Optional.ofNullable(entry(id).replay())
          .filter(replay -> replay.state() != Replay.State.LISTING);
    }
  }

  /// All replays whose list is whole, the newest first.
  public List<Replay> all() {
    var all = new ArrayList<Replay>();
    synchronized (changed) {
      for (Entry entry : entries.values()) {
        if (entry.replay() != null && entry.replay().plan() != null) {
          all.add(entry.replay());
        }
      }
    }
    return all.reversed();
  }

  /// Decides `command` and writes what it causes.
  ///
  /// @throws LogTrouble if it is not certain that it was written
  Outcome change(ReplayId id, ReplayCommand command, ReplayLog log)
      throws LogTrouble, InterruptedException {
    for (int i = 0; i < MOST_TRIES; i++) {
      Entry entry = current(id);
      ReplayDecision decision = Replays.decide(id, entry.replay(), command);
      if (!(decision instanceof ReplayDecision.Accepted(var events)) || events.isEmpty()) {
        return new Outcome(decision, entry.replay());
      }
      List<Long> offsets = log.append(lines(id, entry, events));
      if (areValid(offsets)) {
        return new Outcome(decision, current(id).replay());
      }
    }
    throw new LogTrouble(
        "The replay '%s' keeps being changed by others. Look at it, and ask again.".formatted(id),
        null);
  }

  private List<ReplayLog.Line> lines(ReplayId id, Entry entry, List<ReplayEvent> events) {
    var lines = new ArrayList<ReplayLog.Line>();
    EventHash hash = entry.hash();
    long version = entry.version();
    for (ReplayEvent event : events) {
      byte[] value = codec.encode(new RecordedReplayEvent(id, ++version, event));
      hash = hash.then(value);
      lines.add(new ReplayLog.Line(id.value().getBytes(UTF_8), value, hash.bytes()));
    }
    return lines;
  }

  /// Waits until what was written has been read, and tells whether all of it counts.
  private boolean areValid(List<Long> offsets) throws LogTrouble, InterruptedException {
    long last = offsets.getLast();
    await(() -> next > last);
    synchronized (changed) {
      return offsets.stream().noneMatch(voids::contains);
    }
  }

  /// Takes in a record of the log.
  ///
  /// @param hash its link of the chain, or null if it has none
  void read(long offset, byte @Nullable [] value, byte @Nullable [] hash) {
    Runnable tell;
    synchronized (changed) {
      if (!isTaken(offset, value, hash)) {
        voids.add(offset);
      }
      next = offset + 1;
      tell = listener;
      changed.notifyAll();
    }
    tell.run();
  }

  private boolean isTaken(long offset, byte @Nullable [] value, byte @Nullable [] hash) {
    try {
      RecordedReplayEvent recorded = codec.decode(value);
      Entry entry = entry(recorded.id());
      EventHash link = entry.hash().then(java.util.Objects.requireNonNull(value));
      if (hash == null || !Arrays.equals(link.bytes(), hash)) {
        return false;
      }
      Replay replay = ReplayFold.evolve(recorded.id(), entry.replay(), recorded.event());
      entries.put(recorded.id(), new Entry(replay, link));
      return true;
    } catch (Undecodable e) {
      LOG.warn("a record of the replays at offset {} cannot be read: {}", offset, e.getMessage());
      return false;
    }
  }

  /// Notes how far the log goes at present, and that it ends there if it is empty.
  ///
  /// @param position the next offset that will be read
  /// @param end the offset after the last record
  void reached(long position, long end) {
    synchronized (changed) {
      next = Math.max(next, position);
      goal = end;
      changed.notifyAll();
    }
  }

  /// Waits until everything that was in the log when its reader began has been read.
  ///
  /// @throws LogTrouble if that takes too long
  void awaitCaughtUp() throws LogTrouble, InterruptedException {
    await(() -> next >= goal);
  }

  /// Has `listener` called after each record, on the reader's thread. It must not block.
  void onChange(Runnable listener) {
    synchronized (changed) {
      this.listener = listener;
    }
  }

  private void await(BooleanSupplier wish) throws LogTrouble, InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    synchronized (changed) {
      while (!wish.getAsBoolean()) {
        long millis = Duration.ofNanos(until - System.nanoTime()).toMillis();
        if (millis <= 0) {
          throw new LogTrouble(
              "The log of the replays was not read in time. Look at the replay again in a moment before you repeat what you asked.",
              null);
        }
        changed.wait(millis);
      }
    }
  }

  private Entry current(ReplayId id) {
    synchronized (changed) {
      return entry(id);
    }
  }

  private Entry entry(ReplayId id) {
    return entries.getOrDefault(id, Entry.NONE);
  }
}
