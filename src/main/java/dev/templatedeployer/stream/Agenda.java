package dev.templatedeployer.stream;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.domain.DueTimes;
import dev.templatedeployer.domain.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// When which open deployment needs attention, ordered by time.
///
/// Derived from the records, so it is kept in memory only and rebuilt when a task starts. What it
/// knows beyond them is when each executor was last heard of: heartbeats are noted here and cause
/// no event. After a restart every running deployment is therefore given a fresh lease.
///
/// One for each task; touched by its stream thread alone.
final class Agenda {

  private final Map<DeploymentId, Entry> entries = new HashMap<>();
  private final TreeSet<Entry> byTime =
      new TreeSet<>(Comparator.comparing(Entry::dueAt).thenComparing(entry -> entry.id().value()));

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

  /// The deployments that are due at `now`, the longest overdue first.
  ///
  /// @param most how many at most
  List<Entry> due(Instant now, int most) {
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
    add(new Entry(entry.id(), entry.token(), entry.lastSeenAt(), dueAt));
  }

  /// Forgets the deployment `id`.
  void remove(DeploymentId id) {
    Entry entry = entries.remove(id);
    if (entry != null) {
      byTime.remove(entry);
    }
  }

  /// How long the most overdue deployment has been due.
  Duration overdue(Instant now) {
    return byTime.isEmpty() || byTime.first().dueAt().isAfter(now)
        ? Duration.ZERO
        : Duration.between(byTime.first().dueAt(), now);
  }

  /// How many deployments are open.
  int size() {
    return entries.size();
  }

  private void put(DeploymentRecord record, @Nullable Instant lastSeenAt) {
    remove(record.id());
    Instant dueAt = DueTimes.of(record, lastSeenAt);
    if (dueAt != null) {
      add(new Entry(record.id(), record.token(), lastSeenAt, dueAt));
    }
  }

  private void add(Entry entry) {
    entries.put(entry.id(), entry);
    byTime.add(entry);
  }

  /// One open deployment.
  ///
  /// @param token its newest start
  /// @param lastSeenAt when the executor of that start was last heard of, or null if never
  record Entry(DeploymentId id, Token token, @Nullable Instant lastSeenAt, Instant dueAt) {}
}
