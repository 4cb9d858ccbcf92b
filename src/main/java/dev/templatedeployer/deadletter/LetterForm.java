package dev.templatedeployer.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.wire.DeadLetterHeaders;
import dev.templatedeployer.wire.HeaderNames;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// What lies on the topic of dead letters: letters, as the topology writes them, and notes that one
/// was redriven, which lie behind it in its partition and have the header `deployer_redrive_of`.
final class LetterForm {

  private LetterForm() {}

  /// The letter in `record`, or empty if it is none.
  static Optional<DeadLetter> letter(ConsumerRecord<byte[], byte[]> record) {
    if (redriveOf(record) != null) {
      return Optional.empty();
    }
    return DeadLetterHeaders.read(record.headers())
        .map(described ->
            new DeadLetter(
                new LetterId(record.partition(), record.offset()),
                key(record.key()),
                described.code(),
                described.sentence(),
                new DeadLetter.Spot(described.topic(), described.partition(), described.offset()),
                Instant.ofEpochMilli(described.timestamp())));
  }

  /// The note in `record` that `id` was redriven, or empty if it is none.
  static Optional<Redriven> redriven(ConsumerRecord<byte[], byte[]> record, LetterId id) {
    return id.toString().equals(redriveOf(record)) && record.value() != null
        ? Optional.of(
            new Redriven(
                Instant.ofEpochMilli(record.timestamp()), new String(record.value(), UTF_8)))
        : Optional.empty();
  }

  /// The note that `id` was redriven.
  static ProducerRecord<byte[], byte[]> note(
      String topic, LetterId id, byte @Nullable [] key, String note) {
    var record =
        new ProducerRecord<byte[], byte[]>(topic, id.partition(), key, note.getBytes(UTF_8));
    record.headers().add(HeaderNames.REDRIVE_OF, id.toString().getBytes(UTF_8));
    return record;
  }

  private static @Nullable String redriveOf(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(HeaderNames.REDRIVE_OF);
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }

  /// A key may be anything, even a secret, unless it looks like an id.
  private static @Nullable String key(byte @Nullable [] key) {
    String text = key == null ? "" : new String(key, UTF_8);
    return DeploymentId.PATTERN.matcher(text).matches() ? text : null;
  }
}
