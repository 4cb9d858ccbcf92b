package dev.templatedeployer.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.domain.DeploymentCommand;
import dev.templatedeployer.wire.ReportCodec;
import dev.templatedeployer.wire.Undecodable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/// A producer of reports whose network may fail either way: nothing gets out, or nothing comes
/// back. What is not acknowledged in time is given back to its sender, whether it got out or not.
///
/// Within a partition records get out in order, but for those that are given back.
final class SimulatedProducer extends MockProducer<String, byte[]> {

  private static final long DELIVERY_TIMEOUT = 30_000;

  private final SimulatedLog log;
  private final Clocks clocks;
  private final ReportCodec codec;
  private final Defect defect;
  private final Consumer<DeploymentCommand.Report> known;

  /// Sent since the last [#carry], by any thread and in whatever order their threads came.
  private final List<Sending> fresh = new ArrayList<>();

  private final List<Sending> underWay = new ArrayList<>();
  private boolean isDead;
  Network network = Network.GOOD;

  enum Network {
    GOOD,
    /// Nothing gets out.
    MUTE,
    /// What is sent gets out, and no acknowledgement comes back.
    DEAF
  }

  private static final class Sending {
    final ProducerRecord<String, byte[]> record;
    final @Nullable Callback callback;
    final long at;
    boolean isOut;

    Sending(ProducerRecord<String, byte[]> record, @Nullable Callback callback, long at) {
      this.record = record;
      this.callback = callback;
      this.at = at;
    }
  }

  /// @param known told of each report that got out or was acknowledged
  SimulatedProducer(
      SimulatedLog log,
      Clocks clocks,
      ReportCodec codec,
      Defect defect,
      Consumer<DeploymentCommand.Report> known) {
    super(true, new RoundRobinPartitioner(), new StringSerializer(), new ByteArraySerializer());
    this.log = log;
    this.clocks = clocks;
    this.codec = codec;
    this.defect = defect;
    this.known = known;
  }

  @Override
  public synchronized Future<RecordMetadata> send(
      ProducerRecord<String, byte[]> record, @Nullable Callback callback) {
    if (!isDead) {
      fresh.add(new Sending(record, callback, clocks.now()));
    }
    return new CompletableFuture<>();
  }

  /// The process is dead: whatever is under way is lost, and its threads reach nobody.
  synchronized void die() {
    isDead = true;
    fresh.clear();
    underWay.clear();
  }

  /// Does what the network does with all that is under way.
  synchronized void carry() {
    while (true) {
      fresh.sort(Comparator.comparing(sending -> sending.record.key()));
      underWay.addAll(fresh);
      fresh.clear();
      switch (network) {
        case GOOD -> {
          List<Sending> all = List.copyOf(underWay);
          underWay.clear();
          for (Sending sending : all) {
            getOut(sending);
            acknowledge(sending);
          }
        }
        case DEAF -> underWay.forEach(this::getOut);
        case MUTE -> {}
      }
      giveBackWhatIsLate();
      if (fresh.isEmpty()) {
        return;
      }
    }
  }

  /// Lets the oldest record get out, though nothing comes back of it.
  synchronized void letOneOut() {
    underWay.stream().filter(sending -> !sending.isOut).findFirst().ifPresent(this::getOut);
  }

  /// Gives the oldest record back to its sender, although it may have got out.
  synchronized void refuseOne() {
    if (!underWay.isEmpty()) {
      giveBack(underWay.removeFirst());
    }
  }

  synchronized boolean isIdle() {
    return underWay.isEmpty() && fresh.isEmpty();
  }

  private void giveBackWhatIsLate() {
    List<Sending> late =
        underWay.stream().filter(sending -> clocks.now() - sending.at >= DELIVERY_TIMEOUT).toList();
    underWay.removeAll(late);
    late.forEach(SimulatedProducer::giveBack);
  }

  private static void giveBack(Sending sending) {
    if (sending.callback != null) {
      sending.callback.onCompletion(null, new TimeoutException("30000 ms have passed."));
    }
  }

  private void getOut(Sending sending) {
    if (sending.isOut) {
      return;
    }
    sending.isOut = true;
    DeploymentCommand.Report report = read(sending.record.value());
    known.accept(report);
    boolean isFinal =
        report instanceof DeploymentCommand.Succeeded
            || report instanceof DeploymentCommand.AttemptFailed;
    boolean isLost =
        (defect == Defect.FINAL_REPORT_LOST && isFinal)
            || (defect == Defect.NO_HEARTBEAT && report instanceof DeploymentCommand.Heartbeat);
    if (!isLost) {
      log.append(
          sending.record.topic(),
          sending.record.key().getBytes(UTF_8),
          sending.record.value(),
          sending.record.headers(),
          clocks.now(),
          null);
    }
  }

  private void acknowledge(Sending sending) {
    if (sending.callback != null) {
      var place = new TopicPartition(sending.record.topic(), 0);
      sending.callback.onCompletion(
          new RecordMetadata(place, 0, 0, clocks.of(Clocks.BROKER), 0, 0), null);
    }
  }

  private DeploymentCommand.Report read(byte[] value) {
    try {
      return codec.decode(value, Instant.EPOCH);
    } catch (Undecodable e) {
      throw new AssertionError("An executor sent what nobody can read.", e);
    }
  }
}
