package dev.templatedeployer.bench;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/// Sends the commands of a batch when they are due. Runs on a thread of its own, beside the one
/// that reads outcomes.
final class LoadGenerator implements Runnable {

  private final Producer<byte[], byte[]> producer;
  private final ProbeCommands commands;
  private final SendSchedule schedule;
  private final int count;
  private final Tally tally;
  private final NanoClock clock;
  private final BooleanSupplier isToStop;
  private final AtomicReference<@Nullable Exception> trouble = new AtomicReference<>();

  LoadGenerator(
      Producer<byte[], byte[]> producer,
      ProbeCommands commands,
      SendSchedule schedule,
      int count,
      Tally tally,
      NanoClock clock,
      BooleanSupplier isToStop) {
    this.producer = producer;
    this.commands = commands;
    this.schedule = schedule;
    this.count = count;
    this.tally = tally;
    this.clock = clock;
    this.isToStop = isToStop;
  }

  @Override
  public void run() {
    try {
      for (var index = 0; index < count && !isToStop.getAsBoolean() && trouble() == null; index++) {
        send(index);
      }
      producer.flush();
    } catch (KafkaException e) {
      trouble.compareAndSet(null, e);
    }
  }

  private void send(int index) {
    var command = commands.command(index);
    var due = schedule.due(index, clock.now());
    clock.waitUntil(due);
    tally.sent(index, due, clock.now());
    var _ =
        producer.send(
            command,
            (_, e) -> {
              if (e != null) {
                trouble.compareAndSet(null, e);
              }
            });
  }

  /// What kept it from sending, or null if nothing did.
  @Nullable Exception trouble() {
    return trouble.get();
  }
}
