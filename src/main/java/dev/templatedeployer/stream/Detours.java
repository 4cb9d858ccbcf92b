package dev.templatedeployer.stream;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Optional;

/// Where a message goes whose topic is missing, so that it stops nobody: a send to a missing topic
/// blocks the transaction of everybody else on its thread.
///
/// A reply goes to the ordinary replies topic, or nowhere if that is missing too. Work goes
/// nowhere: its deployment stays as it is, and [LostWork] hands it out again when the topic is
/// back. All else is a promise, and has no detour.
///
/// | name | unit | what it answers |
/// |---|---|---|
/// | `deployer.undelivered` | messages | Which replies and work did not get to their topic, since it is missing? |
final class Detours {

  private final Map<String, String> topics;
  private final String ordinarySink;
  private final TopicsThere there;
  private final MeterRegistry registry;

  /// @param topics the topics of the sinks of replies and of work
  /// @param ordinarySink the sink of the ordinary replies topic, which is one of them
  Detours(
      Map<String, String> topics, String ordinarySink, TopicsThere there, MeterRegistry registry) {
    this.topics = Map.copyOf(topics);
    this.ordinarySink = ordinarySink;
    this.there = there;
    this.registry = registry;
    topics.values().forEach(topic -> registry.counter("deployer.undelivered", "topic", topic));
  }

  /// What is sent instead of `outgoing`: itself as a rule.
  Optional<Outgoing> of(Outgoing outgoing) {
    String topic = topics.get(outgoing.sink());
    if (topic == null || !there.isMissing(topic)) {
      return Optional.of(outgoing);
    }
    registry.counter("deployer.undelivered", "topic", topic).increment();
    boolean hasOtherWay =
        outgoing.value() instanceof AddressedReply
            && !outgoing.sink().equals(ordinarySink)
            && !there.isMissing(topics.getOrDefault(ordinarySink, ""));
    return hasOtherWay ? Optional.of(toEverybody(outgoing)) : Optional.empty();
  }

  private Outgoing toEverybody(Outgoing outgoing) {
    var reply = (AddressedReply) outgoing.value();
    return new Outgoing(
        ordinarySink,
        outgoing.key(),
        new AddressedReply(reply.value(), null),
        outgoing.headers(),
        outgoing.timestamp());
  }
}
