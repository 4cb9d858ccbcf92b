package dev.templatedeployer.stream;

import static dev.templatedeployer.stream.RunningTopology.ALLOWED_REPLY_TOPIC;
import static dev.templatedeployer.stream.RunningTopology.TOPICS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.domain.Config;
import dev.templatedeployer.domain.DeploymentCommand;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRequest;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.domain.Token;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.wire.CommandMessage;
import dev.templatedeployer.wire.HeaderNames;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the topology sends where when a topic is missing.
class MissingTopicsTest {

  static final DeploymentId ID = new DeploymentId("web-42");
  static final TemplateName PROBE = new TemplateName("probe");
  static final String WORK = TOPICS.work(PROBE).name();
  static final Duration BEAT = Duration.ofMillis(100);
  static final Duration A_MINUTE = Duration.ofMinutes(1);

  @TempDir Path stateDir;
  RunningTopology topology;

  @BeforeEach
  void start() {
    topology = new RunningTopology(stateDir);
  }

  @AfterEach
  void stop() {
    topology.close();
  }

  @Nested
  class AReply {

    @Test
    void goesToTheOrdinaryTopicWhenTheOneThatTheCommandNamesIsMissing() {
      topology.there.missing.add(ALLOWED_REPLY_TOPIC);

      deploy(replyingTo(ALLOWED_REPLY_TOPIC));

      assertThat(topology.raw(ALLOWED_REPLY_TOPIC)).isEmpty();
      assertThat(topology.raw(TOPICS.replies().name()))
          .singleElement()
          .satisfies(reply ->
              assertThat(reply.headers().lastHeader(HeaderNames.CORRELATION_ID).value())
                  .containsExactly(1));
      assertThat(topology.events()).hasSize(1);
      assertThat(undelivered(ALLOWED_REPLY_TOPIC)).isEqualTo(1);
    }

    @Test
    void goesNowhereWhenTheOrdinaryTopicIsMissingToo() {
      topology.there.missing.addAll(List.of(ALLOWED_REPLY_TOPIC, TOPICS.replies().name()));

      deploy(replyingTo(ALLOWED_REPLY_TOPIC));

      assertThat(topology.raw(TOPICS.replies().name())).isEmpty();
      assertThat(topology.events()).hasSize(1);
      assertThat(topology.work("probe")).hasSize(1);
    }

    @Test
    void goesWhereItIsAddressedOnceTheTopicIsBack() {
      topology.there.missing.add(ALLOWED_REPLY_TOPIC);
      deploy(replyingTo(ALLOWED_REPLY_TOPIC));
      topology.there.missing.clear();

      deploy(replyingTo(ALLOWED_REPLY_TOPIC));

      assertThat(topology.raw(ALLOWED_REPLY_TOPIC)).hasSize(1);
    }
  }

  @Nested
  class Work {

    @Test
    void isNotSentWhileItsTopicIsMissingAndNothingElseWaits() {
      topology.there.missing.add(WORK);

      deploy(new RecordHeaders());

      assertThat(topology.raw(WORK)).isEmpty();
      assertThat(topology.events()).hasSize(1);
      assertThat(topology.replies()).hasSize(1);
      assertThat(undelivered(WORK)).isEqualTo(1);
    }

    @Test
    void isHandedOutAgainOnceItsTopicIsBack() {
      topology.there.missing.add(WORK);
      deploy(new RecordHeaders());
      topology.pass(A_MINUTE);

      isBack();

      assertThat(starts()).containsExactly(new Token(1, 2));
      topology.pass(A_MINUTE);
      assertThat(starts()).as("handed out once").isEmpty();
    }

    @Test
    void thatWasInTheTopicIsHandedOutAgainToo() {
      deploy(new RecordHeaders());
      assertThat(starts()).containsExactly(new Token(1, 1));
      topology.pass(A_MINUTE);

      isBack();

      assertThat(starts()).containsExactly(new Token(1, 2));
    }

    @Test
    void thatSomebodyHasBegunIsLeftAlone() {
      deploy(new RecordHeaders());
      topology.report(
          new DeploymentCommand.Started(
              ID, new Token(1, 1), "executor-1", topology.now(), topology.now()));
      assertThat(starts()).containsExactly(new Token(1, 1));
      topology.pass(Duration.ofSeconds(10));

      isBack();

      assertThat(starts()).isEmpty();
    }

    @Test
    void thatWasHandedOutSinceIsLeftAlone() {
      topology.there.back.put(WORK, topology.now());
      topology.pass(A_MINUTE);

      deploy(new RecordHeaders());
      topology.pass(BEAT);

      assertThat(starts()).containsExactly(new Token(1, 1));
    }

    private void isBack() {
      topology.there.missing.clear();
      topology.there.back.put(WORK, topology.now());
      topology.pass(BEAT);
    }

    private List<Token> starts() {
      return topology.work("probe").stream()
          .map(work -> ((dev.templatedeployer.domain.Work.Start) work).token())
          .toList();
    }
  }

  private double undelivered(String topic) {
    return topology.registry().counter("deployer.undelivered", "topic", topic).count();
  }

  private static RecordHeaders replyingTo(String topic) {
    var headers = new RecordHeaders();
    headers.add(HeaderNames.REPLY_TOPIC, topic.getBytes(UTF_8));
    headers.add(HeaderNames.CORRELATION_ID, new byte[] {1});
    return headers;
  }

  private void deploy(RecordHeaders headers) {
    topology.send(
        new CommandMessage.Deploy(
            ID,
            null,
            null,
            new DeploymentRequest(
                PROBE,
                null,
                new Config("{}".getBytes(UTF_8), "digest"),
                new Principal("pz7mb-3demv-3gk3d-pobww-k3tua-e"),
                Map.of(),
                null,
                null)),
        headers);
  }
}
