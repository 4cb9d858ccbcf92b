package dev.templatedeployer.control;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The times in which something was held, as far as the control log tells. Immutable.
///
/// The log is compacted, so that of a hold that is long over its beginning may be lost. A time that
/// is not known to have been held does not count as held.
///
/// @param spans the newest of them, none of which overlaps another, the oldest first
record Holds(List<Span> spans) {

  static final Holds NONE = new Holds(List.of());

  /// The most spans that are remembered. More are not within any time that work waits.
  private static final int MOST = 1_000;

  Holds {
    spans = List.copyOf(spans);
  }

  /// One time in which it was held.
  ///
  /// @param end when it was let go, or null if it has not been
  record Span(Instant begin, @Nullable Instant end) {

    private Instant endOr(Instant other) {
      return end == null || end.isAfter(other) ? other : end;
    }
  }

  /// These, once it was said at `at` whether it is held from then on.
  Holds said(boolean isHeld, Instant at) {
    Span last = spans.isEmpty() ? null : spans.getLast();
    boolean wasHeld = last != null && last.end() == null;
    if (isHeld == wasHeld) {
      return this;
    }
    var all = new ArrayList<>(spans);
    if (last != null && wasHeld) {
      all.set(all.size() - 1, new Span(last.begin(), at));
    } else {
      all.add(new Span(at, null));
    }
    return new Holds(all.subList(Math.max(0, all.size() - MOST), all.size()));
  }

  /// The times in which it was held, or the other was.
  Holds or(Holds other) {
    if (other.spans.isEmpty()) {
      return this;
    }
    var all = new ArrayList<>(spans);
    all.addAll(other.spans);
    all.sort(Comparator.comparing(Span::begin));
    return new Holds(all);
  }

  /// How long it was held in all between `from` and `until`. What overlaps counts once.
  Duration within(Instant from, Instant until) {
    Duration held = Duration.ZERO;
    Instant counted = from;
    for (Span span : spans) {
      Instant begin = span.begin().isBefore(counted) ? counted : span.begin();
      Instant end = span.endOr(until);
      if (begin.isBefore(end)) {
        held = held.plus(Duration.between(begin, end));
        counted = end;
      }
    }
    return held;
  }
}
