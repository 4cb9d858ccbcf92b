package dev.templatedeployer.topics;

import dev.templatedeployer.wire.Topic;

/// One thing about a topic that is not as the manifest wants it.
public sealed interface TopicDifference {

  /// The topic's name.
  String topic();

  /// What is different, and what to do if it cannot be mended from here.
  String sentence();

  /// Whether it can be mended without losing a record, a copy or the place of a key.
  boolean isMendable();

  /// There is no such topic.
  ///
  /// @param replication copies that each partition should have
  record Missing(Topic wanted, int replication) implements TopicDifference {
    @Override
    public String topic() {
      return wanted.name();
    }

    @Override
    public String sentence() {
      return "'%s' is missing.".formatted(topic());
    }

    @Override
    public boolean isMendable() {
      return true;
    }
  }

  /// It has another number of partitions. That cannot be changed: keys would go astray.
  record Partitions(String topic, int found, int wanted) implements TopicDifference {
    @Override
    public String sentence() {
      return "'%s' has %s and should have %d. Keys would move, so it stays: set deployer.topics.partitions to %d, or another prefix."
          .formatted(topic, counted(found, "partition"), wanted, found);
    }

    @Override
    public boolean isMendable() {
      return false;
    }
  }

  /// It has fewer copies than wanted. More copies than wanted are no difference.
  record Copies(String topic, int found, int wanted) implements TopicDifference {
    @Override
    public String sentence() {
      return "'%s' has %s of each partition and should have %d. Add them with kafka-reassign-partitions.sh."
          .formatted(topic, found == 1 ? "1 copy" : found + " copies", wanted);
    }

    @Override
    public boolean isMendable() {
      return false;
    }
  }

  /// A setting of it has another value.
  ///
  /// @param isLoss whether the wanted value would give up records or safety that the topic has now
  record Setting(String topic, String name, String found, String wanted, boolean isLoss)
      implements TopicDifference {
    @Override
    public String sentence() {
      var difference = "'%s' has %s=%s and should have %s.".formatted(topic, name, found, wanted);
      return isLoss
          ? difference
              + " That gives up records or copies: if you mean it, set it with kafka-configs.sh."
          : difference;
    }

    @Override
    public boolean isMendable() {
      return !isLoss;
    }
  }

  private static String counted(int number, String noun) {
    return number == 1 ? "1 " + noun : number + " " + noun + "s";
  }
}
