package dev.templatedeployer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.wire.BuiltInSchemaIds;
import dev.templatedeployer.wire.ReplyTopics;
import dev.templatedeployer.wire.Topics;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TopicsCommandTest {

  private static final Topics TOPICS = new Topics("deployments.", "canisters.", 6);

  private final FakeBroker broker = new FakeBroker();
  private Installation.Options read = new Installation.Options(null, Map.of());
  private final Terminal terminal = new Terminal().withBroker(this::installation, broker);

  private Installation.Cluster installation(Installation.Options options) {
    read = options;
    return new Installation.Cluster(
        Map.of(),
        TOPICS,
        TOPICS.commands().name(),
        List.of(TOPICS.commands(), TOPICS.events(), TOPICS.work(new TemplateName("lock"))),
        new ReplyTopics("deployments.http-replies", List.of(), Map.of()),
        3,
        "template-deployer",
        new BuiltInSchemaIds());
  }

  @Nested
  class OnAnEmptyBroker {

    @Test
    void diffNamesEachMissingTopic() {
      assertThat(terminal.run("topics", "diff"))
          .isEqualTo(
              new Terminal.Ended(
                  7,
                  """
                  'deployments.commands' is missing.
                  'deployments.events' is missing.
                  'deployments.work.lock' is missing.
                  """,
                  "'./deployer topics apply' mends 3 of 3.\n"));
    }

    @Test
    void applyCreatesThem() {
      assertThat(terminal.run("topics", "apply"))
          .isEqualTo(
              new Terminal.Ended(
                  0,
                  """
                  Created 'deployments.commands' with 6 partitions of 3 copies each.
                  Created 'deployments.events' with 6 partitions of 3 copies each.
                  Created 'deployments.work.lock' with 6 partitions of 3 copies each.
                  """,
                  ""));
      assertThat(terminal.run("topics", "apply"))
          .isEqualTo(new Terminal.Ended(0, "", "All 3 topics are as they should be.\n"));
      assertThat(terminal.run("topics", "diff").code()).isZero();
    }

    @Test
    void aDryRunChangesNothing() {
      assertThat(terminal.run("topics", "apply", "--dry-run").out())
          .startsWith("Would create 'deployments.commands' with 6 partitions of 3 copies each.\n");
      assertThat(broker.names()).isEmpty();
    }
  }

  @Nested
  class OnABrokerThatDiffers {

    @BeforeEach
    void letItDiffer() {
      broker.create(List.of(TOPICS.commands()), 3);
      broker.create(List.of(new Topics("deployments.", "canisters.", 3).events()), 3);
      broker.create(List.of(TOPICS.work(new TemplateName("lock"))), 1);
      broker.set("deployments.commands", "retention.ms", "1000");
      broker.set("deployments.work.lock", "cleanup.policy", "compact");
    }

    @Test
    void diffHasASentenceForEachDifference() {
      assertThat(terminal.run("topics", "diff"))
          .isEqualTo(
              new Terminal.Ended(
                  7,
                  """
                  'deployments.commands' has retention.ms=1000 and should have 2592000000.
                  'deployments.events' has 3 partitions and should have 6. Keys would move, so it stays: set deployer.topics.partitions to 3, or another prefix.
                  'deployments.work.lock' has 1 copy of each partition and should have 3. Add them with kafka-reassign-partitions.sh.
                  'deployments.work.lock' has cleanup.policy=compact and should have delete. That gives up records or copies: if you mean it, set it with kafka-configs.sh.
                  """,
                  "'./deployer topics apply' mends 1 of 4.\n"));
    }

    @Test
    void applyMendsWhatLosesNothingAndNamesTheRest() {
      var ended = terminal.run("topics", "apply");
      assertThat(ended.code()).isEqualTo(4);
      assertThat(ended.out())
          .startsWith("Set retention.ms of 'deployments.commands' to 2592000000; it was 1000.\n")
          .contains("'deployments.events' has 3 partitions and should have 6.");
      assertThat(terminal.run("topics", "diff").out()).doesNotContain("deployments.commands");
    }

    @Test
    void aProgramGetsOneLine() {
      var ended = terminal.run("topics", "apply", "--output", "json");
      assertThat(ended.out().lines()).hasSize(1);
      assertThat(ended.out())
          .startsWith(
              "[{\"topic\":\"deployments.commands\",\"sentence\":\"Set retention.ms of 'deployments.commands' to 2592000000; it was 1000.\",\"done\":true},");
    }
  }

  @Test
  void readTheSettingsThatTheCommandLineNames() {
    terminal.run("topics diff --bootstrap k:1 --config d.properties --set a.b=c".split(" "));
    assertThat(read.config()).hasToString("d.properties");
    assertThat(read.settings())
        .containsExactlyInAnyOrderEntriesOf(Map.of("a.b", "c", "kafka.bootstrap.servers", "k:1"));
  }

  @Test
  void meanTheDevelopmentBrokerIfNothingIsNamed() {
    terminal.run("topics", "diff");
    assertThat(read.settings()).containsEntry("kafka.bootstrap.servers", "127.0.0.1:9092");
    terminal.run("topics", "diff", "--config", "d.properties");
    assertThat(read.settings()).isEmpty();
  }

  @Test
  void needOneOfTheTwoCommands() {
    assertThat(terminal.run("topics"))
        .isEqualTo(
            new Terminal.Ended(
                2,
                "",
                "'./deployer topics' needs a command: diff or apply.\nSee './deployer topics --help'.\n"));
  }
}
