package dev.templatedeployer.stream;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.domain.DueTimes;
import dev.templatedeployer.domain.Phase;
import dev.templatedeployer.domain.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// When which open deployment needs attention, ordered by time.
///
/// What is planned comes at its time. What is awaited is due when nothing was heard until its time,
/// so it depends on how far the task has read: see [LogClock].
///
/// Derived from the records, so it is kept in memory only and rebuilt when a task starts. What it
/// knows beyond them is when each executor was last heard of: heartbeats are noted here and cause
/// no event. After a restart every running deployment is therefore given a fresh lease.
///
/// One for each task; touched by its stream thread alone.
final class Agenda {

  private final Map<DeploymentId, Entry> entries = new HashMap<>();
  private final SortedSet<Entry> planned = byTime();
  private final SortedSet<Entry> awaited = byTime();

  /// Notes where `record` stands now. A deployment that has ended is forgotten.
  void note(DeploymentRecord record) {
    Entry entry = entries.get(record.id());
    if (entry != null && entry.token().equals(record.token())) {
      put(record, entry.lastSeenAt());
    } else {
      put(record, null);
    }
  }

  /// Notes that the executor that runs `record` was heard of.
  void seen(DeploymentRecord record, Instant at) {
    put(record, at);
  }

  /// Whether anything is noted of `id`.
  boolean knows(DeploymentId id) {
    return entries.containsKey(id);
  }

  /// What was planned for `now` or earlier, the longest overdue first.
  ///
  /// @param most how many at most
  List<Entry> planned(Instant now, int most) {
    return due(planned, now, most);
  }

  /// What was awaited until `heardUntil` or earlier, the longest overdue first.
  ///
  /// @param most how many at most
  List<Entry> awaited(Instant heardUntil, int most) {
    return due(awaited, heardUntil, most);
  }

  private static List<Entry> due(SortedSet<Entry> byTime, Instant now, int most) {
    var due = new ArrayList<Entry>();
    for (Entry entry : byTime) {
      if (entry.dueAt().isAfter(now) || due.size() == most) {
        break;
      }
      due.add(entry);
    }
    return due;
  }

  /// Puts `entry` off until `dueAt`: nothing could be done about it now.
  void postpone(Entry entry, Instant dueAt) {
    remove(entry.id());
    add(new Entry(entry.id(), entry.token(), entry.lastSeenAt(), entry.isAwaited(), dueAt));
  }

  /// Forgets the deployment `id`.
  void remove(DeploymentId id) {
    Entry entry = entries.remove(id);
    if (entry != null) {
      order(entry).remove(entry);
    }
  }

  /// How long the most overdue deployment has been due.
  Duration overdue(Instant now, Instant heardUntil) {
    Duration first = overdue(planned, now);
    Duration second = overdue(awaited, heardUntil);
    return first.compareTo(second) < 0 ? second : first;
  }

  private static Duration overdue(SortedSet<Entry> byTime, Instant now) {
    return byTime.isEmpty() || byTime.first().dueAt().isAfter(now)
        ? Duration.ZERO
        : Duration.between(byTime.first().dueAt(), now);
  }

  /// Every open deployment: a view, which changes with the agenda.
  Set<DeploymentId> open() {
    return Collections.unmodifiableSet(entries.keySet());
  }

  /// How many deployments are open.
  int size() {
    return entries.size();
  }

  private void put(DeploymentRecord record, @Nullable Instant lastSeenAt) {
    remove(record.id());
    Instant dueAt = DueTimes.of(record, lastSeenAt);
    if (dueAt != null) {
      boolean isAwaited = !(record.phase() instanceof Phase.Waiting);
      add(new Entry(record.id(), record.token(), lastSeenAt, isAwaited, dueAt));
    }
  }

  private void add(Entry entry) {
    entries.put(entry.id(), entry);
    order(entry).add(entry);
  }

  private SortedSet<Entry> order(Entry entry) {
    return entry.isAwaited() ? awaited : planned;
  }

  private static SortedSet<Entry> byTime() {
    return new TreeSet<>(
        Comparator.comparing(Entry::dueAt).thenComparing(entry -> entry.id().value()));
  }

  /// One open deployment.
  ///
  /// @param token its newest start
  /// @param lastSeenAt when the executor of that start was last heard of, or null if never
  /// @param isAwaited whether it is due only if nothing was heard of it
  record Entry(
      DeploymentId id,
      Token token,
      @Nullable Instant lastSeenAt,
      boolean isAwaited,
      Instant dueAt) {}
}
