package dev.templatedeployer.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.templatedeployer.client.NoAnswer.Reason;
import dev.templatedeployer.signature.CommandType;
import dev.templatedeployer.wire.HeaderNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CorrespondenceTest {

  static final TopicPartition REPLIES = new TopicPartition("replies", 0);
  static final byte[] COMMAND = "please".getBytes(UTF_8);

  final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
  final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("latest");
  Correspondence<String> correspondence = correspondence(Duration.ofSeconds(30), 2);
  long nextOffset = 100;

  CorrespondenceTest() {
    consumer.updatePartitions(
        "replies", List.of(new PartitionInfo("replies", 0, Node.noNode(), null, null)));
    consumer.updateEndOffsets(Map.of(REPLIES, nextOffset));
  }

  @AfterEach
  void close() {
    correspondence.close();
  }

  @Nested
  class ACommand {

    @Test
    void isSentUnderItsIdAndSaysWhereTheReplyShouldGo() {
      start();

      var _ =
          correspondence.send(
              "web-42", COMMAND, CommandType.DEPLOY, null, Map.of("traceparent", "00-1-2-00"));

      ProducerRecord<byte[], byte[]> record = sent(0);
      assertThat(record.topic()).isEqualTo("commands");
      assertThat(record.key()).asString().isEqualTo("web-42");
      assertThat(record.value()).isEqualTo(COMMAND);
      assertThat(header(record, HeaderNames.REPLY_TOPIC)).isEqualTo("replies");
      assertThat(header(record, HeaderNames.CORRELATION_ID)).isNotEmpty();
      assertThat(header(record, "traceparent")).isEqualTo("00-1-2-00");
    }

    @Test
    void isNotSentBeforeItsReplyCanBeHeard() {
      var _ = correspondence.send("web-42", COMMAND, CommandType.DEPLOY, null, Map.of());
      assertThat(producer.history()).isEmpty();

      correspondence.start();

      await().until(() -> producer.history().size() == 1);
    }

    @Test
    void isNeverSentAfterItsSenderWasToldThatItCouldNotBe() {
      correspondence = correspondence(Duration.ofMillis(50), 1);
      assertThat(correspondence.send("web-1", COMMAND, CommandType.DEPLOY, null, Map.of()))
          .failsWithin(Duration.ofSeconds(10));

      start();
      var _ = correspondence.send("web-2", COMMAND, CommandType.DEPLOY, null, Map.of());

      assertThat(producer.history())
          .extracting(record -> new String(record.key(), UTF_8))
          .containsExactly("web-2");
    }

    @Test
    void getsItsOwnReplyWhateverTheOrder() {
      start();
      var first = correspondence.send("web-1", COMMAND, CommandType.DEPLOY, null, Map.of());
      var second = correspondence.send("web-2", COMMAND, CommandType.DEPLOY, null, Map.of());

      reply(sent(1), "to the second");
      reply(sent(0), "to the first");

      assertThat(first).succeedsWithin(Duration.ofSeconds(10)).isEqualTo("to the first");
      assertThat(second).succeedsWithin(Duration.ofSeconds(10)).isEqualTo("to the second");
    }

    @Test
    void doesNotMindTheRepliesToOthers() {
      start();
      var answer = correspondence.send("web-1", COMMAND, CommandType.DEPLOY, null, Map.of());

      received(new RecordHeaders(), "to nobody");
      received(
          new RecordHeaders().add(HeaderNames.CORRELATION_ID, new byte[] {1}), "to a stranger");
      reply(sent(0), "to me");

      assertThat(answer).succeedsWithin(Duration.ofSeconds(10)).isEqualTo("to me");
    }
  }

  @Nested
  class NobodyAnswers {

    @Test
    void whenTooManyCommandsWait() {
      start();
      var first = correspondence.send("web-1", COMMAND, CommandType.DEPLOY, null, Map.of());
      var _ = correspondence.send("web-2", COMMAND, CommandType.DEPLOY, null, Map.of());

      assertNobodyAnswers(
          correspondence.send("web-3", COMMAND, CommandType.DEPLOY, null, Map.of()),
          Reason.BUSY,
          "Cannot send the command for 'web-3': 2 commands wait for their replies already. Send it again in a moment.");

      reply(sent(0), "now there is room");
      assertThat(first).succeedsWithin(Duration.ofSeconds(10));
      assertThat(correspondence.send("web-3", COMMAND, CommandType.DEPLOY, null, Map.of()))
          .isNotDone();
    }

    @Test
    void whenTheServiceIsSilent() {
      correspondence = correspondence(Duration.ofMillis(1), 2);
      start();

      assertNobodyAnswers(
          correspondence.send("web-1", COMMAND, CommandType.DEPLOY, null, Map.of()),
          Reason.NO_REPLY,
          "The command for 'web-1' was sent, and no reply came within 0 s. It may be taken yet: ask for 'web-1' later, or send the same command again.");
    }

    @Test
    void whenNoBrokerIsThereToHearRepliesFrom() {
      correspondence = correspondence(Duration.ofMillis(1), 2);

      assertNobodyAnswers(
          correspondence.send("web-1", COMMAND, CommandType.DEPLOY, null, Map.of()),
          Reason.UNREACHABLE,
          "Cannot send the command for 'web-1': no broker at nowhere:9092 took it for the topic 'commands' within 0 s. Check that the broker runs and that the topic exists, then send the command again.");
    }

    @Test
    void whenNoBrokerTakesTheRecord() {
      start();
      var answer = correspondence.send("web-1", COMMAND, CommandType.DEPLOY, null, Map.of());

      producer.errorNext(new TimeoutException("Expiring 1 record(s)"));

      assertNobodyAnswers(
          answer,
          Reason.UNREACHABLE,
          "Cannot send the command for 'web-1': no broker at nowhere:9092 took it for the topic 'commands' within 30 s. Check that the broker runs and that the topic exists, then send the command again.");
    }

    @Test
    void whenTheRecordIsTooLarge() {
      start();
      var answer = correspondence.send("web-1", COMMAND, CommandType.DEPLOY, null, Map.of());

      producer.errorNext(new RecordTooLargeException("2 MiB"));

      assertNobodyAnswers(
          answer,
          Reason.TOO_LARGE,
          "Cannot send the command for 'web-1': it is larger than the broker takes. Make the config smaller.");
    }

    @Test
    void whenTheClientMayNotWrite() {
      start();
      var answer = correspondence.send("web-1", COMMAND, CommandType.DEPLOY, null, Map.of());

      producer.errorNext(new TopicAuthorizationException("commands"));

      assertNobodyAnswers(
          answer,
          Reason.FORBIDDEN,
          "Cannot send the command for 'web-1': the broker does not let this client write to 'commands'. Grant it WRITE there.");
    }

    @Test
    void whenTheClientIsClosed() {
      start();
      var answer = correspondence.send("web-1", COMMAND, CommandType.DEPLOY, null, Map.of());

      correspondence.close();

      assertNobodyAnswers(
          answer,
          Reason.CLOSED,
          "The client was closed before the reply to the command for 'web-1' came. It may have been taken: ask for 'web-1', or send the same command again.");
      assertThat(correspondence.send("web-2", COMMAND, CommandType.DEPLOY, null, Map.of()))
          .isCompletedExceptionally();
    }
  }

  private Correspondence<String> correspondence(Duration patience, int mostOutstanding) {
    var settings =
        new ClientSettings(
            Map.of("bootstrap.servers", "nowhere:9092"),
            "commands",
            "replies",
            patience,
            mostOutstanding);
    return new Correspondence<>(
        settings, producer, consumer, reply -> new String(reply.value(), UTF_8), null);
  }

  private void start() {
    correspondence.start();
    await().until(correspondence::isListening);
  }

  private ProducerRecord<byte[], byte[]> sent(int index) {
    return producer.history().get(index);
  }

  private void reply(ProducerRecord<byte[], byte[]> command, String text) {
    Header correlation = command.headers().lastHeader(HeaderNames.CORRELATION_ID);
    received(new RecordHeaders().add(correlation), text);
  }

  private void received(org.apache.kafka.common.header.Headers headers, String text) {
    consumer.addRecord(
        new ConsumerRecord<>(
            "replies",
            0,
            nextOffset++,
            0,
            TimestampType.CREATE_TIME,
            0,
            0,
            new byte[0],
            text.getBytes(UTF_8),
            headers,
            java.util.Optional.empty()));
  }

  private static String header(ProducerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  private static void assertNobodyAnswers(
      CompletableFuture<String> answer, Reason reason, String sentence) {
    assertThat(answer)
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableOfType(ExecutionException.class)
        .havingCause()
        .isInstanceOfSatisfying(
            NoAnswer.class, silence -> assertThat(silence.reason()).isEqualTo(reason))
        .withMessage(sentence);
  }
}
