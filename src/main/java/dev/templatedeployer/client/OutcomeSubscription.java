package dev.templatedeployer.client;

import dev.templatedeployer.domain.DeploymentOutcome;
import dev.templatedeployer.wire.OutcomeCodec;
import dev.templatedeployer.wire.Undecodable;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads outcomes as a member of a group and hands them to a handler: each at least once, those of
/// a deployment in their order, also while members come and go.
///
/// One thread polls, calls the handler and commits, so nothing is committed that was not handled,
/// and no partition is given away while one of its outcomes is being handled. An outcome that the
/// handler fails on holds up its partition until it is tried again; the other partitions go on, and
/// the group is told all the while that this member lives.
public final class OutcomeSubscription implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OutcomeSubscription.class);

  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration AFTER_AN_ERROR = Duration.ofSeconds(1);
  private static final Duration AFTER_AN_INTERRUPTION = Duration.ofSeconds(5);

  /// How long outcomes are handled between two polls, if there are that many.
  private static final Duration SLICE = Duration.ofMillis(500);

  private final Consumer<byte[], byte[]> consumer;
  private final String topic;
  private final OutcomeCodec codec;
  private final OutcomeFilter filter;
  private final OutcomeReceiver handler;
  private final SubscriptionSettings settings;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  // Belong to the thread.
  private final Lanes lanes = new Lanes();
  private final RecentOutcomes recent;
  private boolean isTroubled;

  /// @param consumer closed together with this
  OutcomeSubscription(
      Consumer<byte[], byte[]> consumer,
      String topic,
      OutcomeCodec codec,
      OutcomeFilter filter,
      OutcomeReceiver handler,
      SubscriptionSettings settings,
      String group) {
    this.consumer = consumer;
    this.topic = topic;
    this.codec = codec;
    this.filter = filter;
    this.handler = handler;
    this.settings = settings;
    this.recent = new RecentOutcomes(settings.remembered());
    this.thread = Thread.ofPlatform().daemon().name("outcomes-for-" + group).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// Done when nothing is handled any more: after [#close()], or with [SubscriptionEnded] if the
  /// handler failed too often. Completed on the subscription's thread.
  public CompletableFuture<Void> ended() {
    return ended;
  }

  /// Lets the handler finish the outcome at hand, commits, and leaves the group. A handler that
  /// takes too long is interrupted; its outcome then comes again. May be called from the handler,
  /// and then does not wait.
  @Override
  public void close() {
    closing.countDown();
    consumer.wakeup();
    if (Thread.currentThread().equals(thread)) {
      return;
    }
    try {
      if (!thread.join(settings.toClose())) {
        thread.interrupt();
        var _ = thread.join(AFTER_AN_INTERRUPTION);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (consumer) {
      consumer.subscribe(List.of(topic), new Rebalances());
      while (!isClosing()) {
        readAndHandle();
      }
      commitLast();
      ended.complete(null);
    } catch (SubscriptionEnded e) {
      commitLast();
      ended.completeExceptionally(e);
    } catch (RuntimeException | Error e) {
      LOG.error("a subscription to outcomes met a fault and ends", e);
      ended.completeExceptionally(e);
    }
  }

  private void readAndHandle() throws SubscriptionEnded {
    try {
      lanes.take(consumer.poll(lanes.untilSomethingIsDue(System.nanoTime(), POLL)));
      handleWhatIsDue();
      commit();
      readOnlyWhatIsHandled();
      isTroubled = false;
    } catch (WakeupException _) {
      // somebody closes this
    } catch (InterruptException _) {
      closing.countDown();
    } catch (KafkaException e) {
      say(e);
      waitAMoment();
    }
  }

  /// Takes turns between the partitions, so that a busy one cannot keep the others waiting.
  private void handleWhatIsDue() throws SubscriptionEnded {
    long end = System.nanoTime() + SLICE.toNanos();
    boolean isMore = true;
    while (isMore && !isClosing() && System.nanoTime() - end < 0) {
      isMore = false;
      for (Lane lane : lanes.all()) {
        ConsumerRecord<byte[], byte[]> record = lane.due(System.nanoTime());
        if (record != null && !isClosing()) {
          tryToHandle(lane, record);
          isMore = true;
        }
      }
    }
  }

  private void tryToHandle(Lane lane, ConsumerRecord<byte[], byte[]> record)
      throws SubscriptionEnded {
    try {
      handle(codec.decode(record.value()));
      lane.done();
    } catch (Undecodable e) {
      giveUp(lane, record, e); // trying again cannot help
    } catch (InterruptedException _) {
      closing.countDown();
    } catch (Exception e) {
      failed(lane, record, e);
    }
  }

  private void handle(DeploymentOutcome outcome) throws Exception {
    if (!recent.contains(outcome) && filter.matches(outcome)) {
      handler.receive(outcome);
      recent.add(outcome);
    }
  }

  private void failed(Lane lane, ConsumerRecord<byte[], byte[]> record, Exception cause)
      throws SubscriptionEnded {
    int tries = lane.failed();
    if (tries >= settings.mostTries()) {
      giveUp(lane, record, cause);
      return;
    }
    Duration rest = settings.after(tries);
    lane.restUntil(System.nanoTime() + rest.toNanos());
    LOG.atWarn()
        .addKeyValue("place", place(record))
        .addKeyValue("try", tries)
        .addKeyValue("nextTryInMillis", rest.toMillis())
        .setCause(cause)
        .log("the handler of an outcome failed and will be called again");
  }

  private void giveUp(Lane lane, ConsumerRecord<byte[], byte[]> record, Exception cause)
      throws SubscriptionEnded {
    switch (settings.then()) {
      case STOP ->
          throw new SubscriptionEnded(
              "The outcome at %s could not be handled, so the subscription ended: %s. Mend the handler and subscribe again; the group goes on at this outcome."
                  .formatted(place(record), cause),
              cause);
      case SKIP -> {
        LOG.atError()
            .addKeyValue("place", place(record))
            .setCause(cause)
            .log("an outcome could not be handled and is passed over");
        lane.done();
      }
    }
  }

  private static String place(ConsumerRecord<byte[], byte[]> record) {
    return "%s-%d:%d".formatted(record.topic(), record.partition(), record.offset());
  }

  private void readOnlyWhatIsHandled() {
    consumer.resume(lanes.partitions(true));
    consumer.pause(lanes.partitions(false));
  }

  private void commit() {
    Map<TopicPartition, OffsetAndMetadata> offsets = lanes.ahead();
    if (offsets.isEmpty()) {
      return;
    }
    try {
      consumer.commitSync(offsets);
      lanes.committed();
    } catch (CommitFailedException | RebalanceInProgressException e) {
      // The next poll says which partitions are left; what was not committed comes again.
      LOG.atDebug().addKeyValue("error", e.getMessage()).log("outcomes could not be committed yet");
    }
  }

  /// Whoever woke this up to close it has done so by now, and the commit may go through.
  private void commitLast() {
    var _ = Thread.interrupted();
    try {
      commit();
    } catch (WakeupException _) {
      commitLast();
    } catch (KafkaException e) {
      LOG.atWarn()
          .addKeyValue("error", e.getMessage())
          .log("the last outcomes could not be committed and will come again");
    }
  }

  /// Says once that there is trouble, and not again before it is over.
  private void say(KafkaException trouble) {
    if (!isTroubled) {
      isTroubled = true;
      LOG.atWarn()
          .addKeyValue("topic", topic)
          .addKeyValue("error", trouble.getMessage())
          .log("outcomes cannot be read; trying again until they can");
    }
  }

  private void waitAMoment() {
    try {
      var _ = closing.await(AFTER_AN_ERROR.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      closing.countDown();
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  /// What happens when partitions come and go. Called by the consumer, on the thread.
  private final class Rebalances implements ConsumerRebalanceListener {

    /// Where a group begins is committed at once: otherwise one that begins with the next outcome
    /// would lose what is written before its first commit, if the partition changes hands.
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      Map<TopicPartition, OffsetAndMetadata> known = consumer.committed(new HashSet<>(partitions));
      for (TopicPartition partition : partitions) {
        boolean isCommitted = known.get(partition) != null;
        lanes.add(partition, new Lane(consumer.position(partition), isCommitted));
      }
      commit();
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      try {
        commit();
      } finally {
        lanes.remove(partitions);
      }
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      lanes.remove(partitions);
    }
  }
}
