package dev.templatedeployer.stream;

import dev.templatedeployer.wire.Topics;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedCollection;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.Stores;

/// The path of a command to a canister.
///
/// ```text
/// canister-commands --> host-canisters --+--> publish-canister-events       --> canisters.events
///                            |           +--> publish-canister-replies      --> canisters.replies, or as asked
///                        canisters       '--> publish-canister-dead-letters --> deployments.dead-letters
///                  taken-canister-commands
///                  canister-input-positions
///                         (stores)
/// ```
///
/// A sub-topology of its own: it shares no store and no step with the deployments, so its canisters
/// spread over the instances by their own ids.
final class CanisterPath {

  /// The store of canisters and their rows.
  static final String CANISTERS = "canisters";

  /// The store of what was taken under an id. A row is found under its key and the time of its
  /// command, and goes when it is older than [TakenCommand#KEPT].
  static final String TAKEN_COMMANDS = "taken-canister-commands";

  /// The store of how far the commands were read.
  static final String INPUT_POSITIONS = "canister-input-positions";

  static final String PUBLISH_CANISTER_EVENTS = "publish-canister-events";
  static final String PUBLISH_CANISTER_REPLIES = "publish-canister-replies";
  static final String PUBLISH_CANISTER_DEAD_LETTERS = "publish-canister-dead-letters";
  private static final String HOST_CANISTERS = "host-canisters";
  private static final String CANISTER_COMMANDS = "canister-commands";

  private CanisterPath() {}

  /// The sink of replies to `topic`, which is on the allowed list.
  static String publishCanisterRepliesTo(String topic) {
    return "publish-canister-replies-to-" + topic;
  }

  /// Adds the path of canister commands to `topology`.
  ///
  /// @param replyTopics the topics that a command may ask to be answered on
  static void addTo(
      Topology topology,
      Topics topics,
      SequencedCollection<String> replyTopics,
      ProcessorSupplier<byte[], byte[], byte[], Object> hostCanisters) {
    var read = new ByteArrayDeserializer();
    var write = new ByteArraySerializer();
    topology
        .addSource(CANISTER_COMMANDS, read, read, topics.canisterCommands().name())
        .addProcessor(HOST_CANISTERS, hostCanisters, CANISTER_COMMANDS)
        .addStateStore(
            Stores.keyValueStoreBuilder(
                    Stores.persistentKeyValueStore(CANISTERS),
                    Serdes.ByteArray(),
                    Serdes.ByteArray())
                .withCachingDisabled(),
            HOST_CANISTERS)
        .addStateStore(
            Stores.windowStoreBuilder(
                    Stores.persistentWindowStore(
                        TAKEN_COMMANDS, TakenCommand.KEPT, Duration.ofMillis(1), false),
                    Serdes.ByteArray(),
                    Serdes.ByteArray())
                .withCachingDisabled(),
            HOST_CANISTERS)
        .addStateStore(InputPositions.store(INPUT_POSITIONS), HOST_CANISTERS)
        .addSink(
            PUBLISH_CANISTER_EVENTS, topics.canisterEvents().name(), write, write, HOST_CANISTERS)
        .addSink(
            PUBLISH_CANISTER_DEAD_LETTERS,
            topics.deadLetters().name(),
            write,
            write,
            HOST_CANISTERS);
    replySinks(topics, replyTopics)
        .forEach((sink, topic) ->
            topology.addSink(
                sink,
                topic,
                write,
                AddressedReply.SERIALIZER,
                AddressedReply.PARTITIONER,
                HOST_CANISTERS));
  }

  /// The topics of the sinks of replies.
  static Map<String, String> replySinks(Topics topics, SequencedCollection<String> replyTopics) {
    var sinks = new LinkedHashMap<String, String>();
    sinks.put(PUBLISH_CANISTER_REPLIES, topics.canisterReplies().name());
    replyTopics.forEach(topic -> sinks.put(publishCanisterRepliesTo(topic), topic));
    return sinks;
  }
}
