package dev.templatedeployer.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.wire.OutcomeCodec;
import dev.templatedeployer.wire.Undecodable;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// Reads the outcomes as they come, and gives each to those who wait for it.
///
/// Reads the whole topic, since a consumer cannot ask for some keys, but decodes only what somebody
/// waits for. It begins with the first who waits, so a client that never waits costs nothing.
final class AwaitedOutcomes implements AutoCloseable {

  private final ClientSettings settings;
  private final String topic;
  private final OutcomeCodec codec;
  private final Map<String, Set<Awaited>> awaited = new ConcurrentHashMap<>();
  private @Nullable ReplyListener listener;
  private boolean isClosed;

  AwaitedOutcomes(ClientSettings settings, String topic, OutcomeCodec codec) {
    this.settings = settings;
    this.topic = topic;
    this.codec = codec;
  }

  /// Waits for the outcome of `id`. To be given to [#forget] in the end.
  ///
  /// @param beginning what is done when no outcome that is written from then on can be missed; not
  ///   at all if nobody waits any more by then
  Awaited await(DeploymentId id, Consumer<Awaited> beginning) {
    var waiting = new Awaited(id, beginning);
    awaited.compute(
        id.value(),
        (_, others) -> {
          Set<Awaited> all = others == null ? ConcurrentHashMap.newKeySet() : others;
          all.add(waiting);
          return all;
        });
    if (isListening()) {
      waiting.begin();
    } // else the listener does
    return waiting;
  }

  void forget(Awaited waiting) {
    awaited.computeIfPresent(
        waiting.id().value(),
        (_, all) -> {
          all.remove(waiting);
          return all.isEmpty() ? null : all;
        });
  }

  private synchronized boolean isListening() {
    if (isClosed) {
      return true; // nothing can be sent either
    }
    if (listener == null) {
      listener = new ReplyListener(Connections.consumer(settings), topic, this::received);
      var _ =
          listener
              .listening()
              .thenRun(() -> awaited.values().forEach(all -> all.forEach(Awaited::begin)));
      listener.start();
    }
    return listener.listening().isDone();
  }

  /// Sends away everybody who waits.
  @Override
  public void close() {
    ReplyListener last = end();
    if (last != null) {
      last.close();
    }
    awaited
        .values()
        .forEach(all ->
            all.forEach(one -> one.found().completeExceptionally(NoOutcome.closed(one.id()))));
  }

  private synchronized @Nullable ReplyListener end() {
    isClosed = true;
    return listener;
  }

  private void received(ConsumerRecord<byte[], byte[]> record) {
    Set<Awaited> waiting =
        record.key() == null ? null : awaited.get(new String(record.key(), UTF_8));
    if (waiting != null) {
      waiting.forEach(one -> tell(one, record));
    }
  }

  private void tell(Awaited waiting, ConsumerRecord<byte[], byte[]> record) {
    try {
      waiting.see(codec.decode(record.value()));
    } catch (Undecodable e) {
      waiting.found().completeExceptionally(NoOutcome.unreadable(waiting.id(), e));
    }
  }
}
