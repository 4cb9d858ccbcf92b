package dev.templatedeployer.stream;

import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.wire.Topics;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedCollection;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.Stores;

/// The path of a command through the service.
///
/// ```text
/// commands (one topic a backend) ---.
/// admin-commands -------------------+--> decide-and-evolve --+--> publish-events    --> deployments.events
/// reports --------------------------'        |               +--> publish-outcomes  --> deployments.outcomes
///                                       deployments          +--> publish-replies   --> deployments.replies, or as asked
///                                     input-positions        +--> publish-work-X    --> deployments.work.X
///                                         (stores)           +--> publish-dead-letters --> deployments.dead-letters
///                                                            '--> publish-audit     --> deployments.audit
/// ```
///
/// One sub-topology, so that one transaction holds all that a command causes. Everything is bytes
/// until the step reads it: a record that cannot be read is the step's business, and stops nobody.
final class DeploymentPath {

  /// The store of deployment records.
  static final String DEPLOYMENTS = "deployments";

  /// The store of how far each of its inputs was read.
  static final String INPUT_POSITIONS = "input-positions";

  static final String PUBLISH_EVENTS = "publish-events";
  static final String PUBLISH_OUTCOMES = "publish-outcomes";
  static final String PUBLISH_REPLIES = "publish-replies";
  static final String PUBLISH_DEAD_LETTERS = "publish-dead-letters";
  static final String PUBLISH_AUDIT = "publish-audit";
  static final String DECIDE_AND_EVOLVE = "decide-and-evolve";
  private static final String COMMANDS = "commands";

  private DeploymentPath() {}

  /// The sink of work for `template`.
  static String publishWork(String template) {
    return "publish-work-" + template;
  }

  /// The sink of replies to `topic`, which is on the allowed list.
  static String publishRepliesTo(String topic) {
    return "publish-replies-to-" + topic;
  }

  /// Adds the path of deployments to `topology`.
  ///
  /// @param commandTopics every topic that commands arrive on
  /// @param templates the templates that this service knows
  /// @param replyTopics the topics that a command may ask to be answered on
  static void addTo(
      Topology topology,
      Topics topics,
      Collection<String> commandTopics,
      SequencedCollection<String> templates,
      SequencedCollection<String> replyTopics,
      ProcessorSupplier<byte[], byte[], byte[], Object> decideAndEvolve) {
    var bytes = new ByteArrayDeserializer();
    topology
        .addSource(COMMANDS, bytes, bytes, commandTopics.toArray(String[]::new))
        .addSource("reports", bytes, bytes, topics.reports().name())
        .addProcessor(DECIDE_AND_EVOLVE, decideAndEvolve, COMMANDS, "reports")
        .addStateStore(
            Stores.keyValueStoreBuilder(
                    Stores.persistentKeyValueStore(DEPLOYMENTS),
                    Serdes.ByteArray(),
                    Serdes.ByteArray())
                .withCachingDisabled(),
            DECIDE_AND_EVOLVE)
        .addStateStore(InputPositions.store(INPUT_POSITIONS), DECIDE_AND_EVOLVE);
    sinks(topics, templates)
        .forEach((sink, topic) ->
            topology.addSink(
                sink,
                topic,
                new ByteArraySerializer(),
                new ByteArraySerializer(),
                DECIDE_AND_EVOLVE));
    replySinks(topics, replyTopics)
        .forEach((sink, topic) ->
            topology.addSink(
                sink,
                topic,
                new ByteArraySerializer(),
                AddressedReply.SERIALIZER,
                AddressedReply.PARTITIONER,
                DECIDE_AND_EVOLVE));
  }

  /// The topics of the sinks that a message may pass by if its topic is missing: those of work and
  /// of replies.
  static Map<String, String> passable(
      Topics topics, Collection<String> templates, SequencedCollection<String> replyTopics) {
    var passable = new LinkedHashMap<String, String>(workSinks(topics, templates));
    passable.putAll(replySinks(topics, replyTopics));
    return passable;
  }

  private static Map<String, String> sinks(Topics topics, Collection<String> templates) {
    var sinks = new LinkedHashMap<String, String>();
    sinks.put(PUBLISH_EVENTS, topics.events().name());
    sinks.put(PUBLISH_OUTCOMES, topics.outcomes().name());
    sinks.put(PUBLISH_DEAD_LETTERS, topics.deadLetters().name());
    sinks.put(PUBLISH_AUDIT, topics.audit().name());
    sinks.putAll(workSinks(topics, templates));
    return sinks;
  }

  private static Map<String, String> workSinks(Topics topics, Collection<String> templates) {
    var sinks = new LinkedHashMap<String, String>();
    templates.forEach(template ->
        sinks.put(publishWork(template), topics.work(new TemplateName(template)).name()));
    return sinks;
  }

  private static Map<String, String> replySinks(Topics topics, Collection<String> replyTopics) {
    var sinks = new LinkedHashMap<String, String>();
    sinks.put(PUBLISH_REPLIES, topics.replies().name());
    replyTopics.forEach(topic -> sinks.put(publishRepliesTo(topic), topic));
    return sinks;
  }
}
