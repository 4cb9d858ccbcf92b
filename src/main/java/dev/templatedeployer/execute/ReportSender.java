package dev.templatedeployer.execute;

import static dev.templatedeployer.execute.LogKeys.DEPLOYMENT_ID;
import static dev.templatedeployer.execute.LogKeys.ERROR;

import dev.templatedeployer.domain.DeploymentCommand.Report;
import dev.templatedeployer.wire.TraceContext;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends reports. That a run is still going may be lost on the way; how it ended is sent until the
/// broker acknowledges it.
final class ReportSender {

  private static final Logger LOG = LoggerFactory.getLogger(ReportSender.class);

  private final Producer<String, byte[]> producer;
  private final String topic;
  private final ReportEncoder encoder;
  private final Time time;
  private final ClockCheck clock;
  private final Queue<Final> waiting = new ConcurrentLinkedQueue<>();
  private int unacknowledged;

  /// A final report, and what it settles.
  private record Final(ProducerRecord<String, byte[]> record, Receipt receipt) {}

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
    count(1);
    send(new Final(record(report, receipt.trace()), receipt));
  }

  /// The same, sent by the next [#sendWaiting]: for a caller who must not wait for the broker.
  void concludeSoon(Report report, Receipt receipt) {
    count(1);
    waiting.add(new Final(record(report, receipt.trace()), receipt));
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
    while (unacknowledged > 0) {
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
            count(-1);
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

  private synchronized void count(int more) {
    unacknowledged += more;
    if (unacknowledged == 0) {
      notifyAll();
    }
  }
}
