package dev.templatedeployer.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads a reply topic from where it ends now, all partitions of it, and hands every record on.
///
/// The consumer belongs to the one thread that this starts; `received` is called on it. A broker
/// that goes away is waited for, as long as it takes.
final class ReplyListener implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ReplyListener.class);

  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration AFTER_AN_ERROR = Duration.ofSeconds(1);
  private static final Duration TO_CLOSE = Duration.ofSeconds(5);

  private final Consumer<byte[], byte[]> consumer;
  private final String topic;
  private final java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> received;
  private final CompletableFuture<Void> listening = new CompletableFuture<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  // Belongs to the thread.
  private boolean isTroubled;

  /// @param consumer closed together with this
  ReplyListener(
      Consumer<byte[], byte[]> consumer,
      String topic,
      java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> received) {
    this.consumer = consumer;
    this.topic = topic;
    this.received = received;
    this.thread =
        Thread.ofPlatform().daemon().name("replies-from-" + topic).unstarted(this::listen);
  }

  void start() {
    thread.start();
  }

  /// Done when no reply to what is sent from now on can be missed. Completed on the listener's
  /// thread.
  CompletableFuture<Void> listening() {
    return listening;
  }

  /// Ends the thread and the consumer. Waits for both, but not for long.
  @Override
  public void close() {
    closing.countDown();
    if (thread.getState() == Thread.State.NEW) {
      consumer.close();
      return;
    }
    consumer.wakeup();
    try {
      thread.join(TO_CLOSE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void listen() {
    try (consumer) {
      while (closing.getCount() > 0) {
        listenOnce();
      }
    } catch (WakeupException | InterruptException _) {
      // it was closed while it was closing
    }
  }

  private void listenOnce() {
    try {
      if (!listening.isDone()) {
        beginAtTheEnd();
      }
      consumer.poll(POLL).forEach(received);
      isTroubled = false;
    } catch (WakeupException _) {
      // somebody closes this
    } catch (RuntimeException e) { // whatever it is, the next reply may still be read
      say(e);
      waitAMoment();
    }
  }

  /// Says once that there is trouble, and not again before it is over.
  private void say(RuntimeException trouble) {
    if (!isTroubled) {
      isTroubled = true;
      LOG.atWarn()
          .addKeyValue("topic", topic)
          .addKeyValue("error", trouble.getMessage())
          .log("replies cannot be read; trying again until they can");
    }
  }

  private void beginAtTheEnd() {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    if (partitions.isEmpty()) {
      throw new UnknownTopicOrPartitionException(
          "There is no topic '%s'. Create it with 'topics apply'.".formatted(topic));
    }
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position); // seeking is lazy, and the end has to be the end of now
    listening.complete(null);
  }

  private void waitAMoment() {
    try {
      var _ = closing.await(AFTER_AN_ERROR.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      closing.countDown();
    }
  }
}
