package dev.templatedeployer.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import dev.templatedeployer.domain.TemplateName;
import java.util.List;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;

class TopicsTest {

  static final Topics TOPICS = Topics.STANDARD;

  @Test
  void areThese() {
    assertThat(TOPICS.all(List.of(new TemplateName("lock")), List.of("shop")))
        .extracting(TopicsTest::line)
        .containsExactly(
            "deployments.commands                 12 in   720 h    deployment id     DEPLOYMENT_COMMAND",
            "deployments.commands.shop            12 in   720 h    deployment id     DEPLOYMENT_COMMAND",
            "deployments.admin-commands           12 in   720 h    deployment id     DEPLOYMENT_COMMAND",
            "deployments.reports                  12 in   168 h    deployment id     ATTEMPT_REPORT",
            "deployments.work.lock                12 out  168 h    deployment id     WORK",
            "deployments.events                   12 out  for ever deployment id     DEPLOYMENT_EVENT",
            "deployments.outcomes                 12 out  for ever deployment id     DEPLOYMENT_OUTCOME",
            "deployments.replies                  12 out  168 h    deployment id     DEPLOYMENT_REPLY",
            "deployments.http-replies             12 out  1 h      deployment id     DEPLOYMENT_REPLY",
            "deployments.dead-letters             12 out  720 h    the original key  null",
            "deployments.control                  1  in   last     subject           CONTROL_RECORD",
            "deployments.replays                  1  out  for ever replay id         REPLAY_EVENT",
            "deployments.audit                    1  in   9600 h   subject           AUDIT_RECORD",
            "canisters.commands                   12 in   720 h    canister id       CANISTER_COMMAND",
            "canisters.events                     12 out  for ever canister id       CANISTER_EVENT",
            "canisters.replies                    12 out  168 h    canister id       CANISTER_REPLY");
  }

  @Test
  void haveNamesThatKafkaTakes() {
    assertThat(TOPICS.all(List.of(new TemplateName("lock")), List.of("shop")))
        .allSatisfy(topic -> org.apache.kafka.common.internals.Topic.validate(topic.name()));
  }

  @Test
  void stampAndCompressWhatOthersWrite() {
    assertThat(TOPICS.commands().config(3))
        .containsOnly(
            entry(TopicConfig.CLEANUP_POLICY_CONFIG, "delete"),
            entry(TopicConfig.RETENTION_MS_CONFIG, "2592000000"),
            entry(TopicConfig.RETENTION_BYTES_CONFIG, "-1"),
            entry(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime"),
            entry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "294912"),
            entry(TopicConfig.COMPRESSION_TYPE_CONFIG, "lz4"),
            entry(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "2"));
  }

  @Test
  void keepEventsForEverAndNeverCompactThem() {
    assertThat(TOPICS.events().config(3))
        .contains(
            entry(TopicConfig.CLEANUP_POLICY_CONFIG, "delete"),
            entry(TopicConfig.RETENTION_MS_CONFIG, "-1"),
            entry(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime"),
            entry(TopicConfig.COMPRESSION_TYPE_CONFIG, "producer"));
    assertThat(TOPICS.control().config(3))
        .contains(entry(TopicConfig.CLEANUP_POLICY_CONFIG, "compact"));
  }

  @Test
  void fitIntoWhatABrokerTakesByDefault() {
    assertThat(TOPICS.all(List.of(new TemplateName("lock")), List.of("shop")))
        .allSatisfy(topic -> assertThat(topic.maxMessageBytes()).isLessThanOrEqualTo(1_048_588));
  }

  @Test
  void takeOtherPrefixes() {
    var topics = new Topics("acme.deployments.", "acme.canisters.", 3);

    assertThat(topics.work(new TemplateName("dao")).name()).isEqualTo("acme.deployments.work.dao");
    assertThat(topics.canisterEvents().name()).isEqualTo("acme.canisters.events");
    assertThat(topics.events().partitions()).isEqualTo(3);
  }

  @Test
  void refuseWhatMakesNoTopics() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Topics("a b", "canisters.", 1))
        .withMessage(
            "'a b' cannot begin the name of a topic. Use at most 100 letters, digits, dots, dashes and underscores.");
    assertThatIllegalArgumentException().isThrownBy(() -> new Topics("x.", "x.", 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Topics("x.", "y.", 0));
    assertThatIllegalArgumentException().isThrownBy(() -> TOPICS.commands("a.b"));
  }

  private static String line(Topic topic) {
    return "%-36s %-2d %-4s %-8s %-17s %s"
        .formatted(
            topic.name(),
            topic.partitions(),
            topic.isInput() ? "in" : "out",
            kept(topic.kept()),
            topic.key(),
            topic.value());
  }

  private static String kept(Topic.Kept kept) {
    return switch (kept) {
      case Topic.Kept.For(var time) -> time.toHours() + " h";
      case Topic.Kept.ForEver _ -> "for ever";
      case Topic.Kept.LastOfEachKey _ -> "last";
    };
  }
}
