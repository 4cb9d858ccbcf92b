package dev.templatedeployer.simulation;

import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.domain.DeploymentRecords;
import dev.templatedeployer.simulation.SimulatedLog.Entry;
import dev.templatedeployer.wire.BuiltInSchemaIds;
import dev.templatedeployer.wire.EventCodec;
import dev.templatedeployer.wire.RecordedEvent;
import dev.templatedeployer.wire.Topics;
import dev.templatedeployer.wire.Undecodable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// What the events add up to: those that are committed, and those of the open transaction on top.
/// Reads on from where it stopped.
final class Histories {

  private static final EventCodec EVENTS = new EventCodec(new BuiltInSchemaIds());

  private final Topics topics;
  private final SimulatedLog log;
  private final Delays delays;
  private final Map<TopicPartition, Integer> stable = new HashMap<>();
  private final Map<TopicPartition, Integer> seen = new HashMap<>();

  /// What had been held and late when what is not committed yet was appended.
  private final Map<Entry, Delays.Sum> sums = new HashMap<>();

  private final Map<String, State> committed = new TreeMap<>();
  private final Map<String, State> now = new TreeMap<>();
  private final Set<String> changed = new HashSet<>();
  private final List<RecordedEvent> events = new ArrayList<>();
  private Set<String> pending = new HashSet<>();

  /// Where a deployment stands.
  ///
  /// @param since when its last event was really appended
  /// @param delays what had been held and late by then
  record State(DeploymentRecord record, long since, Delays.Sum delays) {}

  /// An event as it is appended.
  ///
  /// @param before the deployment before it, or null if it is the first
  record Happened(@Nullable DeploymentRecord before, RecordedEvent event) {}

  Histories(Topics topics, SimulatedLog log, Delays delays) {
    this.topics = topics;
    this.log = log;
    this.delays = delays;
  }

  /// Reads what is new.
  ///
  /// @param witness told of each event when it is seen first, committed or not
  void read(Consumer<Happened> witness) {
    changed.clear();
    changed.addAll(pending);
    pending = new HashSet<>();
    for (String id : changed) {
      State before = committed.get(id);
      if (before == null) {
        now.remove(id);
      } else {
        now.put(id, before);
      }
    }
    for (int partition = 0; partition < topics.partitions(); partition++) {
      read(new TopicPartition(topics.events().name(), partition), witness);
    }
  }

  private void read(TopicPartition place, Consumer<Happened> witness) {
    var entries = log.entries(place);
    int firstNew = seen.getOrDefault(place, 0);
    int end = (int) log.end(place, false);
    for (int at = stable.getOrDefault(place, 0); at < entries.size(); at++) {
      Entry entry = entries.get(at);
      if (entry.value() != null && !entry.isAborted()) {
        take(entry, entry.value(), at < end, at >= firstNew, witness);
      }
    }
    stable.put(place, end);
    seen.put(place, entries.size());
  }

  private void take(
      Entry entry, byte[] value, boolean isCommitted, boolean isNew, Consumer<Happened> witness) {
    RecordedEvent event = decoded(value);
    String id = event.id().value();
    State known = now.get(id);
    DeploymentRecord before = known == null ? null : known.record();
    if (event.version() != (before == null ? 1 : before.version() + 1)) {
      throw new Law.Breach(
          Law.VERSIONS, event + " after " + (before == null ? "nothing" : before.version()));
    }
    if (isNew) {
      witness.accept(new Happened(before, event));
    }
    DeploymentRecord record = DeploymentRecords.evolve(before, event.event());
    Delays.Sum sum = sums.computeIfAbsent(entry, _ -> delays.sum(record.request().template()));
    var state = new State(record, entry.at(), sum);
    now.put(id, state);
    changed.add(id);
    if (isCommitted) {
      sums.remove(entry);
      committed.put(id, state);
      events.add(event);
    } else {
      pending.add(id);
    }
  }

  /// Every deployment by its id, with what is not committed yet.
  Map<String, State> now() {
    return now;
  }

  /// Every event that is committed.
  List<RecordedEvent> events() {
    return events;
  }

  /// The ids of what may have changed since the read before.
  Set<String> changed() {
    return changed;
  }

  private static RecordedEvent decoded(byte[] value) {
    try {
      return EVENTS.decode(value);
    } catch (Undecodable e) {
      throw new AssertionError("The service wrote what nobody can read.", e);
    }
  }
}
