package dev.templatedeployer.bench;

import dev.templatedeployer.topics.BrokerTrouble;
import dev.templatedeployer.wire.CommandCodec;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.Producer;

/// Runs batches of deployments, one after the other: sends on a thread of its own, reads on the one
/// that calls.
///
/// @param name what the ids of all deployments begin with
/// @param threads makes the thread that sends
/// @param isStopped whether somebody wants it to end
record Batches(
    String name,
    BenchTarget target,
    Producer<byte[], byte[]> producer,
    OutcomeReader reader,
    BenchWatcher watcher,
    NanoClock clock,
    ThreadFactory threads,
    BooleanSupplier isStopped) {

  private static final double NANOS_OF_A_SECOND = 1e9;
  private static final Duration TICK = Duration.ofMillis(100);

  /// How long late duplicates are waited for.
  private static final Duration AFTERMATH = Duration.ofMillis(300);

  /// Runs one batch until every deployment of it has an outcome, or nothing happens any more.
  ///
  /// @param phase what it is for, for the watcher
  /// @param id tells its deployments from those of other batches
  BatchResult run(String phase, String id, Load load)
      throws BenchFailed, BrokerTrouble, InterruptedException {
    var commands = commands(id, load);
    var count = load.count();
    var tally = new Tally(count, clock.now());
    var schedule = new SendSchedule(clock.now(), load.rate());
    var isOver = new AtomicBoolean();
    var generator =
        new LoadGenerator(producer, commands, schedule, count, tally, clock, isOver::get);
    var sender = threads.newThread(generator);
    sender.start();
    try {
      while (!tally.isComplete() && !isStopped.getAsBoolean() && !isIdle(tally, load)) {
        reader.read(TICK, commands, tally, load.awaited());
        watcher.progress(phase, tally.sent(), tally.ended(), count);
        var trouble = generator.trouble();
        if (trouble != null) {
          throw BrokerTrouble.of(trouble, target.brokers());
        }
      }
      readDuplicates(commands, tally, load.awaited());
      return tally.result();
    } finally {
      isOver.set(true);
      if (!tally.isComplete()) {
        sender.interrupt();
      }
      sender.join();
    }
  }

  private ProbeCommands commands(String id, Load load) {
    var config = ProbeCommands.config(load.sleep(), load.payloadBytes());
    var codec = new CommandCodec(target.schemaIds());
    return new ProbeCommands(
        "%s-%s-".formatted(name, id),
        target.commands(),
        target.owner(),
        config,
        load.notBefore(),
        codec);
  }

  private boolean isIdle(Tally tally, Load load) {
    var rate = load.rate();
    var betweenSends = rate == null ? 0 : Math.round(NANOS_OF_A_SECOND / rate);
    var patience = load.idle().plus(load.sleep()).plusNanos(betweenSends);
    return clock.now() - tally.lastProgressAt() > patience.toNanos();
  }

  private void readDuplicates(ProbeCommands commands, Tally tally, Load.Awaited awaited)
      throws BenchFailed {
    var end = clock.now() + AFTERMATH.toNanos();
    while (tally.isComplete() && clock.now() - end < 0) {
      reader.read(TICK, commands, tally, awaited);
    }
  }
}
