package dev.templatedeployer.execute;

import static dev.templatedeployer.execute.LogKeys.DEPLOYMENT_ID;
import static dev.templatedeployer.execute.LogKeys.ERROR;

import dev.templatedeployer.domain.DeploymentCommand.Report;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.Token;
import dev.templatedeployer.execute.WorkPartition.Place;
import dev.templatedeployer.wire.TraceContext;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends reports. That a run is still going may be lost on the way; how it ended is sent until the
/// broker acknowledges it.
///
/// Final reports of one deployment are sent one after the other, each when the one before it is
/// acknowledged: one that the broker refused is not overtaken by a later one.
final class ReportSender {

  private static final Logger LOG = LoggerFactory.getLogger(ReportSender.class);

  private final Producer<String, byte[]> producer;
  private final String topic;
  private final ReportEncoder encoder;
  private final Time time;
  private final ClockCheck clock;
  private final Queue<Final> waiting = new ConcurrentLinkedQueue<>();

  /// The final reports that are not acknowledged, in the order in which they were made. A line is
  /// looked at and changed only inside the map's own methods, which let one thread at it at a time.
  private final ConcurrentMap<DeploymentId, Queue<Final>> unacknowledged =
      new ConcurrentHashMap<>();

  /// A final report, and what it settles.
  private record Final(
      DeploymentId id, Token token, ProducerRecord<String, byte[]> record, Receipt receipt) {

    Final(Report report, ProducerRecord<String, byte[]> record, Receipt receipt) {
      this(report.id(), report.token(), record, receipt);
    }
  }

  /// @param clock told when the broker took in what was sent
  ReportSender(
      Producer<String, byte[]> producer,
      String topic,
      ReportEncoder encoder,
      Time time,
      ClockCheck clock) {
    this.producer = producer;
    this.topic = topic;
    this.encoder = encoder;
    this.time = time;
    this.clock = clock;
  }

  /// Sends a report that nobody misses if it is lost.
  void mention(Report report, TraceContext trace) {
    send(
        record(report, trace),
        (_, error) -> {
          if (error != null) {
            LOG.atDebug()
                .addKeyValue(DEPLOYMENT_ID, report.id())
                .addKeyValue(ERROR, error)
                .log("a report that a run goes on was lost");
          }
        });
  }

  /// Sends the report of an end, and gives `receipt` when the broker has acknowledged it. Returns
  /// before that.
  void conclude(Report report, Receipt receipt) {
    var end = new Final(report, record(report, receipt.trace()), receipt);
    if (isNext(end)) {
      send(end);
    }
  }

  /// The same, sent by the next [#sendWaiting]: for a caller who must not wait for the broker.
  void concludeSoon(Report report, Receipt receipt) {
    var end = new Final(report, record(report, receipt.trace()), receipt);
    if (isNext(end)) {
      waiting.add(end);
    }
  }

  /// Lets a final report that is under way settle the record at `place` too, if there is one of the
  /// start `token` of the deployment, or of a later one. Says whether there is.
  boolean settles(DeploymentId id, Token token, Place place) {
    if (!unacknowledged.containsKey(id)) {
      return false; // as nearly always
    }
    var isSettled = new AtomicBoolean();
    unacknowledged.computeIfPresent(
        id,
        (_, line) -> {
          for (Final end : line) {
            if (!isSettled.get() && end.token().compareTo(token) >= 0) {
              end.receipt().add(place);
              isSettled.set(true);
            }
          }
          return line;
        });
    return isSettled.get();
  }

  /// Sends the final reports that wait, among them those that were refused. Called again and again
  /// by one thread, which may wait for the broker.
  void sendWaiting() {
    for (int i = waiting.size(); i > 0; i--) {
      Final again = waiting.poll();
      if (again != null) {
        send(again);
      }
    }
  }

  /// Waits until every final report is acknowledged; says whether that came within `patience`.
  synchronized boolean awaitAcknowledged(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (!unacknowledged.isEmpty()) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  private ProducerRecord<String, byte[]> record(Report report, TraceContext trace) {
    return new ProducerRecord<>(
        topic, null, report.id().value(), encoder.encode(report), trace.carriedOn());
  }

  private void send(Final report) {
    send(
        report.record(),
        (_, error) -> {
          if (error == null) {
            report.receipt().give();
            acknowledged(report);
          } else {
            waiting.add(report);
            LOG.atWarn()
                .addKeyValue(DEPLOYMENT_ID, report.record().key())
                .addKeyValue(ERROR, error)
                .log("the broker refused the report of an end; it is sent again until it is taken");
          }
        });
  }

  /// Kafka throws some errors and hands others to the callback; ours all go to the callback.
  private void send(ProducerRecord<String, byte[]> record, Callback callback) {
    long sentAt = time.now().toEpochMilli();
    try {
      var _ =
          producer.send(
              record,
              (metadata, error) -> {
                if (error == null) {
                  clock.acknowledged(sentAt, metadata.timestamp(), time.now().toEpochMilli());
                }
                callback.onCompletion(metadata, error);
              });
    } catch (KafkaException | IllegalStateException e) {
      callback.onCompletion(null, e);
    }
  }

  /// Puts `end` behind those of its deployment, and says whether it is the first.
  private boolean isNext(Final end) {
    var isFirst = new AtomicBoolean();
    unacknowledged.compute(
        end.id(),
        (_, known) -> {
          Queue<Final> line = known == null ? new ArrayDeque<>(2) : known;
          isFirst.set(line.isEmpty());
          line.add(end);
          return line;
        });
    return isFirst.get();
  }

  /// The next one waits for [#sendWaiting]: this is the producer's thread, which must not.
  private void acknowledged(Final end) {
    unacknowledged.computeIfPresent(
        end.id(),
        (_, line) -> {
          line.remove();
          if (line.isEmpty()) {
            return null;
          }
          waiting.add(line.element());
          return line;
        });
    if (unacknowledged.isEmpty()) {
      synchronized (this) {
        notifyAll();
      }
    }
  }
}
