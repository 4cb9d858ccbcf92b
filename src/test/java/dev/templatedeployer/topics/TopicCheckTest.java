package dev.templatedeployer.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.wire.Topic;
import dev.templatedeployer.wire.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicCheckTest {

  private static final Topic EVENTS = new Topics("deployments.", "canisters.", 6).events();

  @Test
  void findsNothingWhereEverythingIsAsItShouldBe() {
    assertThat(differences(found(6, 3, EVENTS.config(3)))).isEmpty();
  }

  @Test
  void bearsMoreCopiesThanAreWanted() {
    assertThat(differences(found(6, 5, EVENTS.config(5)))).isEmpty();
  }

  @Test
  void wantsNoMoreCopiesInSyncThanThereAre() {
    assertThat(differences(found(6, 1, EVENTS.config(1))))
        .containsExactly(new TopicDifference.Copies("deployments.events", 1, 3));
  }

  @Test
  void findsATopicThatIsNotThere() {
    assertThat(TopicCheck.differences(List.of(EVENTS), 3, Map.of()))
        .containsExactly(new TopicDifference.Missing(EVENTS, 3));
  }

  @Test
  void findsOneThatIsCutOtherwise() {
    assertThat(differences(found(12, 3, EVENTS.config(3))))
        .containsExactly(new TopicDifference.Partitions("deployments.events", 12, 6));
  }

  @ParameterizedTest
  @CsvSource({
    "retention.ms, 1000, -1, false",
    "retention.ms, -1, 1000, true",
    "retention.ms, 1000, 999, true",
    "retention.ms, 999, 1000, false",
    "retention.bytes, 5, -1, false",
    "min.insync.replicas, 2, 1, true",
    "min.insync.replicas, 1, 2, false",
    "cleanup.policy, delete, compact, true",
    "message.timestamp.type, CreateTime, LogAppendTime, false",
    "max.message.bytes, 100, 50, false",
  })
  void knowsWhichSettingsGiveSomethingUp(
      String setting, String found, String wanted, boolean isLoss) {
    assertThat(SettingLoss.isLoss(setting, found, wanted)).isEqualTo(isLoss);
  }

  @Test
  void findsASettingWithAnotherValue() {
    var config = new HashMap<>(EVENTS.config(3));
    config.put("retention.ms", "1000");
    assertThat(differences(found(6, 3, config)))
        .containsExactly(
            new TopicDifference.Setting("deployments.events", "retention.ms", "1000", "-1", false));
  }

  private static List<TopicDifference> differences(FoundTopic found) {
    return TopicCheck.differences(List.of(EVENTS), 3, Map.of(found.name(), found));
  }

  private static FoundTopic found(int partitions, int replication, Map<String, String> config) {
    return new FoundTopic(EVENTS.name(), partitions, replication, config);
  }
}
