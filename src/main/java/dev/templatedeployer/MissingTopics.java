package dev.templatedeployer;

import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.stream.TopicsThere;
import dev.templatedeployer.topics.TopicSight;
import dev.templatedeployer.topics.TopicWatch;
import dev.templatedeployer.topics.WatchedTopic;
import dev.templatedeployer.wire.Topics;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What follows from topics that are missing while the service runs: what still goes on, and what
/// does not.
///
/// | missing | then |
/// |---|---|
/// | a topic of replies | replies go to the ordinary one, or nowhere; everything else goes on |
/// | a work topic | its template waits; the others go on |
/// | the changelog of a store | nothing is decided, also when it is made anew: the store would be empty |
/// | any other | nothing is decided until it is back |
final class MissingTopics implements TopicsThere {

  private static final Logger LOG = LoggerFactory.getLogger(MissingTopics.class);

  private static final String MAKE = "'./deployer topics apply' makes it.";

  private final Supplier<TopicSight> sight;
  private final Set<String> changelogs;

  /// What it means that a topic is missing which stops nobody else, by its name.
  private final Map<String, String> bearable = new HashMap<>();

  private Set<String> told = Set.of(); // of the thread that calls tell

  /// @param replyTopics the topics that a command may ask to be answered on
  /// @param changelogs those of the stores
  MissingTopics(
      Supplier<TopicSight> sight,
      Topics topics,
      Collection<TemplateName> templates,
      Collection<String> replyTopics,
      Collection<String> changelogs) {
    this.sight = sight;
    this.changelogs = Set.copyOf(changelogs);
    String ordinary = topics.replies().name();
    replyTopics.forEach(topic ->
        bearable.put(
            topic,
            "Replies that should go there go to the ordinary replies topics. Make it again."));
    bearable.put(ordinary, "Replies that should go there go nowhere. " + MAKE);
    bearable.put(
        topics.canisterReplies().name(), "Replies that should go there go nowhere. " + MAKE);
    bearable.put(
        topics.httpReplies().name(), "Nobody who asks by HTTP hears of an answer. " + MAKE);
    bearable.put(topics.replays().name(), "Replays cannot be planned or carried on. " + MAKE);
    bearable.put(
        topics.control().name(), "What holds cannot be changed; what was read last holds. " + MAKE);
    templates.forEach(template ->
        bearable.put(
            topics.work(template).name(),
            "Deployments from '%s' wait, and are handed out once it is back. %s"
                .formatted(template, MAKE)));
  }

  /// Why nothing may be decided, as a sentence; empty if no topic is in the way.
  Optional<String> stop() {
    TopicSight now = sight.get();
    for (String changelog : changelogs) {
      if (now.isMissing(changelog) || now.isAnew(changelog)) {
        return Optional.of(
            "The changelog '%s' was deleted, so nothing is decided: a store that was restored from a new one would have forgotten everything. Stop the service and rebuild its stores from the events."
                .formatted(changelog));
      }
    }
    return missing().stream()
        .filter(topic -> !bearable.containsKey(topic))
        .findFirst()
        .map(topic ->
            "The topic '%s' is missing, so nothing is decided until it is back. %s"
                .formatted(topic, MAKE));
  }

  /// What does not go on although decisions do, as sentences.
  List<String> bearable() {
    return missing().stream()
        .filter(bearable::containsKey)
        .map(topic -> "The topic '%s' is missing. %s".formatted(topic, bearable.get(topic)))
        .toList();
  }

  @Override
  public boolean isMissing(String topic) {
    return sight.get().isMissing(topic);
  }

  @Override
  public Optional<Instant> backAt(String topic) {
    return sight.get().backAt(topic);
  }

  /// Logs what has come and gone since the last call. To be called by one thread.
  void tell() {
    Set<String> missing = missing();
    var gone = new HashSet<>(missing);
    gone.removeAll(told);
    gone.forEach(topic -> LOG.atWarn().addKeyValue("topic", topic).log("a topic is missing"));
    var back = new HashSet<>(told);
    back.removeAll(missing);
    back.forEach(topic -> LOG.atInfo().addKeyValue("topic", topic).log("a topic is there again"));
    told = missing;
  }

  private Set<String> missing() {
    return new TreeSet<>(sight.get().missing());
  }

  /// A watch over all topics of the installation, its changelogs among them.
  static TopicWatch watch(Blueprint blueprint, Collection<String> changelogs) {
    var watched = new HashMap<String, WatchedTopic>();
    changelogs.forEach(name -> watched.put(name, WatchedTopic.ofOthers(name)));
    blueprint.replyTopics().all().forEach(name -> watched.put(name, WatchedTopic.ofOthers(name)));
    blueprint.allTopics().forEach(topic -> watched.put(topic.name(), WatchedTopic.of(topic)));
    return new TopicWatch(
        blueprint.withKafka(Map.of()),
        watched.values(),
        Set.copyOf(blueprint.workTopics().values()),
        InstantSource.system());
  }
}
