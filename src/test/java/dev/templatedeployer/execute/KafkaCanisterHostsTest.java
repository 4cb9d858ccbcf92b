package dev.templatedeployer.execute;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.templatedeployer.domain.Token;
import dev.templatedeployer.template.CanisterHost;
import dev.templatedeployer.template.RetryableFailure;
import dev.templatedeployer.wire.TraceContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class KafkaCanisterHostsTest {

  static final byte[] TRACE = "00-1-2-3".getBytes(UTF_8);

  final MockProducer<String, byte[]> producer =
      new MockProducer<>(
          false, new RoundRobinPartitioner(), new StringSerializer(), new ByteArraySerializer());
  final CanisterHost host =
      new KafkaCanisterHosts(
              producer,
              "canisters.commands",
              (start, config) -> (start.id() + " " + config).getBytes(UTF_8))
          .hostFor(
              Rig.start("a", Token.FIRST),
              TraceContext.of(new RecordHeaders().add("traceparent", TRACE)));

  @Test
  void createACanisterWhenTheBrokerHasAcknowledgedIt() {
    CompletableFuture<Void> creation = creation();
    await().until(() -> !producer.history().isEmpty());
    assertThat(creation).isNotDone();
    producer.completeNext();
    creation.join();
    ProducerRecord<String, byte[]> record = producer.history().getFirst();
    assertThat(record.topic()).isEqualTo("canisters.commands");
    assertThat(record.key()).isEqualTo("canister");
    assertThat(new String(record.value(), UTF_8)).isEqualTo("a config");
    assertThat(record.headers().lastHeader("traceparent").value()).isEqualTo(TRACE);
  }

  @Test
  void failForAWhileWhenTheBrokerDoesNot() {
    CompletableFuture<Void> creation = creation();
    await().until(() -> !producer.history().isEmpty());
    producer.errorNext(new TimeoutException("no answer"));
    assertThatThrownBy(creation::join)
        .hasCauseInstanceOf(RetryableFailure.class)
        .hasMessageContaining(
            "The broker did not acknowledge the record that creates the canister 'canister': TimeoutException.");
  }

  @Test
  void failForAWhileWhenTheProducerIsClosed() {
    producer.close();
    assertThatThrownBy(() -> host.create("config")).isInstanceOf(RetryableFailure.class);
  }

  @Test
  void giveWayToAnInterruption() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> host.create("config")).isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
    assertThat(producer.history()).isEmpty();
  }

  /// The record is on its way, and so is the canister: to say that the run was stopped would be to
  /// say that there is none.
  @Test
  void waitForTheBrokerInSpiteOfAnInterruptionOnceTheRecordWasSent() throws InterruptedException {
    var ended = new AtomicReference<String>();
    Thread run =
        Thread.ofVirtual()
            .start(() -> {
              try {
                host.create("config");
                ended.set("created, and interrupted: " + Thread.currentThread().isInterrupted());
              } catch (RetryableFailure | InterruptedException e) {
                ended.set(e.toString());
              }
            });
    await().until(() -> !producer.history().isEmpty());
    run.interrupt();
    producer.completeNext();
    run.join();

    assertThat(ended).hasValue("created, and interrupted: true");
  }

  private CompletableFuture<Void> creation() {
    return CompletableFuture.runAsync(() -> {
      try {
        host.create("config");
      } catch (RetryableFailure | InterruptedException e) {
        throw new CompletionException(e);
      }
    });
  }
}
