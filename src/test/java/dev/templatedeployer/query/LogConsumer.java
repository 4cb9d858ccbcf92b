package dev.templatedeployer.query;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;

/// A consumer of logs in memory. Polling waits for something new, as with a real one.
final class LogConsumer extends MockConsumer<byte[], byte[]> {

  private final Semaphore news = new Semaphore(1);

  /// A consumer that finds no topics.
  LogConsumer() {
    super("none");
  }

  static LogConsumer of(Logs logs) {
    return of(logs, Logs.PARTITIONS);
  }

  static LogConsumer of(Logs logs, int partitions) {
    var consumer = new LogConsumer();
    for (EventLog log : EventLog.values()) {
      String topic = Logs.TOPICS.topic(log);
      consumer.updatePartitions(
          topic,
          IntStream.range(0, partitions)
              .mapToObj(partition -> new PartitionInfo(topic, partition, null, null, null))
              .toList());
    }
    consumer.bring(logs.records());
    return consumer;
  }

  void bring(List<ConsumerRecord<byte[], byte[]>> records) {
    schedulePollTask(() -> records.forEach(this::addRecord));
    news.release();
  }

  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // so that news can come while it waits
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    try {
      boolean isNews = news.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return isNews ? super.poll(Duration.ZERO) : ConsumerRecords.empty();
    } catch (InterruptedException e) {
      throw new IllegalStateException("Nobody interrupts the projector.", e);
    }
  }

  @Override
  public synchronized void wakeup() {
    super.wakeup();
    news.release();
  }
}
