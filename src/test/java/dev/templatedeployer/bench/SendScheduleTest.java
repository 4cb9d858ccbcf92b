package dev.templatedeployer.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.domain.Status;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.wire.BuiltInSchemaIds;
import dev.templatedeployer.wire.CommandCodec;
import java.time.Duration;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class SendScheduleTest {

  private static final long MILLI = 1_000_000;

  @Test
  void spacesSendsEvenlyWithoutDrift() {
    var schedule = new SendSchedule(1_000, 3.0);
    assertThat(schedule.due(0, 0)).isEqualTo(1_000);
    assertThat(schedule.due(3, 0)).isEqualTo(1_000_001_000L);
    assertThat(schedule.due(3_000_000, 0)).isEqualTo(1_000_000_000_001_000L);
  }

  @Test
  void isDueAtOnceWithoutARate() {
    assertThat(new SendSchedule(1_000, null).due(7, 42)).isEqualTo(42);
  }

  @Test
  void countsLatencyFromTheTimeASendWasDueThoughItWentOutLate() {
    // Given a producer that blocks the first send for a second, at 10 sends a second
    var clock = new HandClock();
    var producer =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
          @Override
          public synchronized Future<RecordMetadata> send(
              ProducerRecord<byte[], byte[]> record, Callback callback) {
            if (history().isEmpty()) {
              clock.waitUntil(1_000 * MILLI);
            }
            return super.send(record, callback);
          }
        };
    var tally = new Tally(3, 0);
    var commands =
        new ProbeCommands(
            "b-",
            "commands",
            new Principal("alice"),
            ProbeCommands.config(Duration.ZERO, 100),
            null,
            new CommandCodec(new BuiltInSchemaIds()));

    // When three are sent, and all end the moment after
    var schedule = new SendSchedule(0, 10.0);
    new LoadGenerator(producer, commands, schedule, 3, tally, clock, () -> false).run();
    for (var index = 0; index < 3; index++) {
      tally.ended(index, Status.COMPLETED, clock.now());
    }

    // Then the wait that the sender caused is in the figures of all
    var latency = tally.result().latency();
    assertThat(latency.max()).isBetween(999.0, 1_001.0);
    assertThat(latency.p50()).isBetween(899.0, 901.0);
    assertThat(producer.history()).hasSize(3);
  }

  /// A clock that goes on only when somebody waits.
  private static final class HandClock implements NanoClock {

    private long now;

    @Override
    public long now() {
      return now;
    }

    @Override
    public void waitUntil(long time) {
      now = Math.max(now, time);
    }
  }
}
