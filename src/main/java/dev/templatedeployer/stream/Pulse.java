package dev.templatedeployer.stream;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Whether counters rise that always have to, such as the turns of a thread or the answers that a
/// client gets: what stands still for a while is stuck, whatever state it says it is in.
///
/// After that it has to beat for a moment before it counts as well: a thread that runs from one
/// time-out into the next moves in between.
final class Pulse {

  private static final Duration UNTIL_STUCK = Duration.ofSeconds(5);
  private static final Duration UNTIL_WELL = Duration.ofSeconds(3);

  private final Map<String, Beat> beats = new ConcurrentHashMap<>();
  private volatile @Nullable Stuck stuck;

  private record Beat(double count, long nanos) {}

  private record Stuck(String what, long nanos) {}

  /// Takes note of where the counters stand at `nanos`, on a clock that only runs forward. A
  /// counter that is no longer there has ended, which is no standstill.
  void look(Map<String, Double> counters, long nanos) {
    beats.keySet().retainAll(counters.keySet());
    counters.forEach((what, count) ->
        beats.compute(
            what,
            (_, last) -> last == null || last.count() != count ? new Beat(count, nanos) : last));
    beats.forEach((what, beat) -> {
      if (nanos - beat.nanos() > UNTIL_STUCK.toNanos()) {
        stuck = new Stuck(what, nanos);
      }
    });
  }

  /// What stands still at `nanos`, or did until just now; empty if all is well.
  Optional<String> stuck(long nanos) {
    Stuck last = stuck;
    return last == null || nanos - last.nanos() > UNTIL_WELL.toNanos()
        ? Optional.empty()
        : Optional.of(last.what());
  }
}
