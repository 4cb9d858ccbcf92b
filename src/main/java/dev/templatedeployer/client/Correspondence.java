package dev.templatedeployer.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.signature.CommandSigner;
import dev.templatedeployer.signature.CommandType;
import dev.templatedeployer.wire.HeaderNames;
import dev.templatedeployer.wire.Undecodable;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// Sends commands to one topic and finds the reply to each on another, by the correlation id in its
/// headers. The part that all clients share.
///
/// Safe to use from many threads at once. A future is mostly completed on the thread that reads
/// replies, so whatever hangs on it must not block there.
///
/// @param <A> what a reply is made into
final class Correspondence<A> implements AutoCloseable {

  private static final Duration TO_CLOSE = Duration.ofSeconds(5);

  private final ClientSettings settings;
  private final Producer<byte[], byte[]> producer;
  private final ReplyReader<A> reader;
  private final @Nullable CommandSigner signer;
  private final ReplyListener listener;
  private final Semaphore free;
  private final Map<String, Outstanding<A>> outstanding = new ConcurrentHashMap<>();
  private final String idPrefix = UUID.randomUUID() + "-";
  private final AtomicLong lastId = new AtomicLong();
  private volatile boolean isClosed;

  /// Makes an answer of a reply.
  @FunctionalInterface
  interface ReplyReader<A> {
    A read(ConsumerRecord<byte[], byte[]> reply) throws Undecodable;
  }

  /// A command without a reply.
  ///
  /// @param key the id it is about
  /// @param isSettled whether it has been sent, or never will be: whoever sets this decides
  private record Outstanding<A>(
      String key,
      ProducerRecord<byte[], byte[]> record,
      CompletableFuture<A> answer,
      AtomicBoolean isSettled) {}

  /// Nothing is sent before [#start()].
  ///
  /// @param producer closed together with this
  /// @param consumer closed together with this
  /// @param signer signs the commands; null if they are not signed
  Correspondence(
      ClientSettings settings,
      Producer<byte[], byte[]> producer,
      Consumer<byte[], byte[]> consumer,
      ReplyReader<A> reader,
      @Nullable CommandSigner signer) {
    this.settings = settings;
    this.producer = producer;
    this.reader = reader;
    this.signer = signer;
    this.listener = new ReplyListener(consumer, settings.replyTopic(), this::received);
    this.free = new Semaphore(settings.mostOutstanding());
  }

  /// Begins to listen. Waits for no broker.
  void start() {
    var _ = listener.listening().thenRun(() -> outstanding.values().forEach(this::produce));
    listener.start();
  }

  /// Whether replies are being read.
  boolean isListening() {
    return listener.listening().isDone();
  }

  /// Sends a command. May block for half of the patience, while no broker is known.
  ///
  /// @param key the id that the command is about
  /// @param type what the command is
  /// @param commandId the sender's own id for it, or null
  /// @param headers further headers of the record
  /// @return the answer, or [NoAnswer] when the patience is over at the latest
  CompletableFuture<A> send(
      String key,
      byte[] value,
      CommandType type,
      @Nullable String commandId,
      Map<String, String> headers) {
    if (isClosed) {
      return CompletableFuture.failedFuture(NoAnswer.closed(key));
    }
    if (!free.tryAcquire()) {
      return CompletableFuture.failedFuture(NoAnswer.busy(key, settings));
    }
    String id = idPrefix + lastId.incrementAndGet();
    var answer = new CompletableFuture<A>();
    var waiting =
        new Outstanding<>(
            key, record(key, value, type, commandId, headers, id), answer, new AtomicBoolean());
    outstanding.put(id, waiting);
    if (isListening()) {
      produce(waiting);
    } // else the listener sends it, when no reply can be missed any more
    return answer
        .orTimeout(settings.patience().toMillis(), TimeUnit.MILLISECONDS)
        .handle((read, trouble) -> {
          forget(id);
          boolean isUnsent = waiting.isSettled().compareAndSet(false, true);
          if (trouble != null) {
            throw new CompletionException(sentence(key, trouble, isUnsent));
          }
          return read;
        });
  }

  /// Ends both Kafka clients. Whoever still waits is told so.
  @Override
  public void close() {
    isClosed = true;
    listener.close();
    producer.close(TO_CLOSE);
    outstanding
        .values()
        .forEach(waiting -> waiting.answer().completeExceptionally(NoAnswer.closed(waiting.key())));
  }

  private ProducerRecord<byte[], byte[]> record(
      String key,
      byte[] value,
      CommandType type,
      @Nullable String commandId,
      Map<String, String> headers,
      String correlationId) {
    byte[] keyBytes = key.getBytes(UTF_8);
    var record = new ProducerRecord<>(settings.commandTopic(), keyBytes, value);
    headers.forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
    record.headers().add(HeaderNames.CORRELATION_ID, correlationId.getBytes(UTF_8));
    record.headers().add(HeaderNames.REPLY_TOPIC, settings.replyTopic().getBytes(UTF_8));
    if (signer != null) {
      signer.sign(record, keyBytes, value, type, commandId);
    }
    return record;
  }

  /// Sends a command once, and not at all if its sender was told that it could not be sent.
  private void produce(Outstanding<A> command) {
    if (!command.isSettled().compareAndSet(false, true)) {
      return;
    }
    String key = command.key();
    try {
      var _ =
          producer.send(
              command.record(),
              (_, trouble) -> {
                if (trouble != null) {
                  command.answer().completeExceptionally(NoAnswer.notSent(key, settings, trouble));
                }
              });
    } catch (KafkaException | IllegalStateException e) {
      command
          .answer()
          .completeExceptionally(
              isClosed ? NoAnswer.closed(key) : NoAnswer.notSent(key, settings, e));
    }
  }

  private void received(ConsumerRecord<byte[], byte[]> reply) {
    Header header = reply.headers().lastHeader(HeaderNames.CORRELATION_ID);
    String id = header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
    Outstanding<A> waiting = outstanding.get(id);
    if (waiting == null) {
      return; // somebody else's, or too late
    }
    try {
      waiting.answer().complete(reader.read(reply));
    } catch (Undecodable | RuntimeException e) { // one bad reply must not end the listening
      waiting.answer().completeExceptionally(NoAnswer.unreadable(waiting.key(), e));
    }
  }

  private void forget(String id) {
    if (outstanding.remove(id) != null) {
      free.release();
    }
  }

  private Throwable sentence(String key, Throwable trouble, boolean isUnsent) {
    if (!(trouble instanceof TimeoutException)) {
      return trouble;
    }
    return isUnsent
        ? NoAnswer.unreachable(key, settings, trouble)
        : NoAnswer.noReply(key, settings);
  }
}
