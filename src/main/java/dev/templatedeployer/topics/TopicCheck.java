package dev.templatedeployer.topics;

import dev.templatedeployer.wire.Topic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// Compares what a broker has with what the manifest wants. Pure.
public final class TopicCheck {

  private TopicCheck() {}

  /// All differences, in the order of the manifest. Topics that the manifest does not name are
  /// nobody's business.
  ///
  /// @param replication copies that each partition should have at least
  /// @param found the broker's topics by name
  public static List<TopicDifference> differences(
      Collection<Topic> manifest, int replication, Map<String, FoundTopic> found) {
    var differences = new ArrayList<TopicDifference>();
    for (var wanted : manifest) {
      var topic = found.get(wanted.name());
      if (topic == null) {
        differences.add(new TopicDifference.Missing(wanted, replication));
      } else {
        compare(wanted, replication, topic, differences);
      }
    }
    return differences;
  }

  private static void compare(
      Topic wanted, int replication, FoundTopic found, List<TopicDifference> differences) {
    var name = wanted.name();
    if (found.partitions() != wanted.partitions()) {
      differences.add(
          new TopicDifference.Partitions(name, found.partitions(), wanted.partitions()));
    }
    if (found.replication() < replication) {
      differences.add(new TopicDifference.Copies(name, found.replication(), replication));
    }
    // By the copies that are there: to ask for two in sync where there is one would stop all
    // writes.
    wanted
        .config(found.replication())
        .forEach((setting, value) -> {
          var present = found.config().getOrDefault(setting, "nothing");
          if (!present.equals(value)) {
            var isLoss = SettingLoss.isLoss(setting, present, value);
            differences.add(new TopicDifference.Setting(name, setting, present, value, isLoss));
          }
        });
  }
}
