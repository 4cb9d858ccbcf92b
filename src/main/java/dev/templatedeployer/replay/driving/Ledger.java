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
/// Replays that are settled keep their items in memory only for a while. Whoever wants to see the
/// items of an older one has them read from the log again ([#whole]), so that memory is bound by
/// what is under way.
///
/// The log's reader calls [#read]; everything else may be called from many threads at once.
public final class Ledger {

  private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MOST_TRIES = 50;

  /// Items of settled replays that are kept. The one that settled last keeps its own in any case.
  private static final int MOST_ITEMS_KEPT = 20_000;

  /// One replay, the last link of its chain, and where its records are.
  ///
  /// @param first the offset of its first record, or -1 if it has none
  /// @param last the offset of its last record, or -1
  private record Entry(@Nullable Replay replay, EventHash hash, long first, long last) {
    static final Entry NONE = new Entry(null, EventHash.NONE, -1, -1);

    long version() {
      return replay == null ? 0 : replay.version();
    }

    Entry with(Replay changed, EventHash link, long offset) {
      return new Entry(changed, link, first < 0 ? offset : first, offset);
    }

    Entry withoutItems() {
      return new Entry(replay == null ? null : replay.withoutItems(), hash, first, last);
    }
  }

  private final ReplayEventCodec codec;
  private final int mostItemsKept;
  private final Object changed = new Object();

  // All guarded by `changed`.
  private final Map<ReplayId, Entry> entries = new LinkedHashMap<>();
  private final Set<Long> voids = new HashSet<>();

  /// The settled ones whose items are still kept, the first to settle first, and how many.
  private final Map<ReplayId, Integer> kept = new LinkedHashMap<>();

  private long itemsKept;
  private long next;
  private Runnable listener = () -> {};

  Ledger(ReplayEventCodec codec) {
    this(codec, MOST_ITEMS_KEPT);
  }

  Ledger(ReplayEventCodec codec, int mostItemsKept) {
    this.codec = codec;
    this.mostItemsKept = mostItemsKept;
  }

  /// Whether something was changed, and what the replay then was.
  ///
  /// @param decision what the rules said
  /// @param replay after it; null if there is none
  public record Outcome(ReplayDecision decision, @Nullable Replay replay) {}

  /// The replay, or empty if there is none whose list is whole. It may be without its items.
  public Optional<Replay> find(ReplayId id) {
    synchronized (changed) {
      return Optional.ofNullable(entry(id).replay())
          .filter(replay -> replay.state() != Replay.State.LISTING);
    }
  }

  /// Like [#find], but always with its items: they are read from `log` again if need be.
  Optional<Replay> whole(ReplayId id, ReplayLog log) throws LogTrouble, InterruptedException {
    Optional<Replay> found = find(id);
    if (found.isEmpty() || found.get().hasItems()) {
      return found;
    }
    Entry entry = current(id);
    byte[] key = key(id);
    var again = new Ledger(codec);
    log.read(
        entry.first(),
        entry.last(),
        (offset, of, value, hash) -> {
          if (Arrays.equals(of, key)) {
            again.read(offset, value, hash);
          }
        });
    return again.find(id);
  }

  /// All replays whose list is whole, the newest first. Those that settled long ago are without
  /// their items.
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
      lines.add(new ReplayLog.Line(key(id), value, hash.bytes()));
    }
    return lines;
  }

  private static byte[] key(ReplayId id) {
    return id.value().getBytes(UTF_8);
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
      entries.put(recorded.id(), entry.with(replay, link, offset));
      if (replay.isSettled()) {
        keep(replay);
      }
      return true;
    } catch (Undecodable e) {
      LOG.warn("a record of the replays at offset {} cannot be read: {}", offset, e.getMessage());
      return false;
    }
  }

  /// Keeps the items of `replay`, and puts away those of the ones that settled first if they are
  /// too many.
  private void keep(Replay replay) {
    if (kept.putIfAbsent(replay.id(), replay.count()) == null) {
      itemsKept += replay.count();
    }
    var oldest = kept.entrySet().iterator();
    while (itemsKept > mostItemsKept && kept.size() > 1) {
      Map.Entry<ReplayId, Integer> first = oldest.next();
      entries.computeIfPresent(first.getKey(), (_, entry) -> entry.withoutItems());
      itemsKept -= first.getValue();
      oldest.remove();
    }
  }

  /// Notes how far the log was read, also where there was nothing to read.
  ///
  /// @param position the next offset that will be read
  void reached(long position) {
    synchronized (changed) {
      next = Math.max(next, position);
      changed.notifyAll();
    }
  }

  /// Waits until everything that is in `log` by now was read, whoever wrote it.
  ///
  /// @throws LogTrouble if that takes too long, or if nobody says how far it goes
  void awaitEnd(ReplayLog log) throws LogTrouble, InterruptedException {
    long end = log.end();
    await(() -> next >= end);
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
