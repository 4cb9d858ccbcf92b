package dev.templatedeployer.topics;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/// Which topics are there, as several looks at the brokers add up. Pure.
///
/// A topic is missing if it was there once and two looks in a row did not find it: a broker that
/// has just come up may not know all of them yet. One that was never seen is not missed: Kafka
/// Streams makes its changelogs when it first starts.
///
/// @param topics what is known of each topic that was ever seen
public record TopicSight(Map<String, Known> topics) {

  /// Nothing was seen yet.
  public static final TopicSight NONE = new TopicSight(Map.of());

  private static final int UNTIL_MISSING = 2;

  public TopicSight {
    topics = Map.copyOf(topics);
  }

  /// What is known of a topic.
  ///
  /// @param first its id when it was first seen
  /// @param last its id when it was last seen: another one if it was deleted and made anew
  /// @param absences how many looks in a row did not find it
  /// @param backAt when it was found again, or anew, or without a record that was ever written;
  ///   null if it has been there all the time
  public record Known(Uuid first, Uuid last, int absences, @Nullable Instant backAt) {

    boolean isMissing() {
      return absences >= UNTIL_MISSING;
    }

    private Known absent() {
      return new Known(first, last, absences + 1, backAt);
    }

    private Known found(Uuid id, Instant at) {
      boolean wasAway = isMissing() || !id.equals(last);
      return new Known(first, id, 0, wasAway ? at : backAt);
    }
  }

  /// What one look at the brokers found.
  ///
  /// @param there the topics that are there and whose partitions all have a leader, with their ids
  /// @param absent the topics that are not there
  /// @param blank those of `there` that nothing was ever written to, as far as that was asked
  public record Look(Map<String, Uuid> there, Set<String> absent, Set<String> blank) {
    public Look {
      there = Map.copyOf(there);
      absent = Set.copyOf(absent);
      blank = Set.copyOf(blank);
    }
  }

  /// What is known after another look. Of a topic that it tells nothing about, all stays as it was.
  public TopicSight after(Look look, Instant at) {
    var after = new HashMap<>(topics);
    look.absent().forEach(topic -> after.computeIfPresent(topic, (_, known) -> known.absent()));
    look.there()
        .forEach((topic, id) ->
            after.compute(
                topic,
                (_, known) ->
                    known == null
                        ? new Known(id, id, 0, look.blank().contains(topic) ? at : null)
                        : known.found(id, at)));
    return new TopicSight(after);
  }

  /// The topics that are missing.
  public Set<String> missing() {
    return topics.entrySet().stream()
        .filter(entry -> entry.getValue().isMissing())
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /// Whether `topic` is missing.
  public boolean isMissing(String topic) {
    Known known = topics.get(topic);
    return known != null && known.isMissing();
  }

  /// Whether `topic` is another one than the one that was first seen under its name, so that what
  /// was in that one is gone.
  public boolean isAnew(String topic) {
    Known known = topics.get(topic);
    return known != null && !known.first().equals(known.last());
  }

  /// Since when `topic` is there, if what was written to it before is gone.
  public Optional<Instant> backAt(String topic) {
    Known known = topics.get(topic);
    return known == null || known.isMissing()
        ? Optional.empty()
        : Optional.ofNullable(known.backAt());
  }
}
