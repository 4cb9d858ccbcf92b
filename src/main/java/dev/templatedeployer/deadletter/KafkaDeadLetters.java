package dev.templatedeployer.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.deadletter.DeadLetter.Spot;
import dev.templatedeployer.deadletter.Examined.Verdict;
import dev.templatedeployer.wire.HeaderNames;
import dev.templatedeployer.wire.SchemaIds;
import dev.templatedeployer.wire.Topic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// Dead letters on their topic, read with a consumer for each call.
///
/// That a letter was redriven is noted behind it on the same partition, in the transaction that
/// sends its record again. Who redrives takes one transactional id, so whoever began before is
/// fenced before anybody looks for such a note: of two at once, one fails or sees the other's note.
public final class KafkaDeadLetters implements DeadLetters {

  private final LetterClients clients;
  private final String topic;
  private final Originals originals;

  /// What was found of a letter.
  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  private record Found(
      DeadLetter letter,
      byte @Nullable [] key,
      @Nullable ConsumerRecord<byte[], byte[]> original,
      @Nullable Redriven redriven,
      boolean isAllSeen) {}

  /// @param kafka what the Kafka clients are told; may hold secrets
  /// @param transactionalId of whoever redrives; the same in all processes of the service
  /// @param topic the topic of dead letters
  /// @param topics all topics of the service
  public KafkaDeadLetters(
      Map<String, String> kafka,
      String transactionalId,
      Topic topic,
      Collection<Topic> topics,
      SchemaIds ids) {
    this.clients = new LetterClients(kafka, transactionalId);
    this.topic = topic.name();
    this.originals = new Originals(topics, ids);
  }

  @Override
  public LetterPage newest(int limit, @Nullable String cursor) throws OutOfReach {
    Optional<Cursor> from = Optional.ofNullable(cursor).map(Cursor::parse);
    return reading(consumer -> new NewestLetters(consumer, topic, limit).page(from));
  }

  @Override
  public Optional<Examined> examine(LetterId id) throws OutOfReach {
    return reading(consumer -> find(consumer, id)).map(this::examined);
  }

  @Override
  public Redrive redrive(LetterId id, String note, boolean isForced) throws OutOfReach {
    try (Producer<byte[], byte[]> producer = clients.producer()) {
      producer.initTransactions();
      Optional<Found> found = reading(consumer -> find(consumer, id));
      if (found.isEmpty()) {
        return new Redrive.NoLetter();
      }
      Optional<Redrive.NotSent> obstacle = obstacle(found.get(), isForced);
      return obstacle.isPresent() ? obstacle.get() : send(producer, found.get(), note);
    } catch (KafkaException | ExecutionException e) {
      throw outOfReach(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw outOfReach(e);
    }
  }

  private Redrive send(Producer<byte[], byte[]> producer, Found found, String note)
      throws ExecutionException, InterruptedException {
    ConsumerRecord<byte[], byte[]> original = found.original();
    if (original == null) {
      throw new IllegalStateException("A record that is gone cannot be sent.");
    }
    producer.beginTransaction();
    var sent = producer.send(again(original, found.letter().id()));
    var _ = producer.send(LetterForm.note(topic, found.letter().id(), found.key(), note));
    producer.commitTransaction();
    RecordMetadata to = sent.get();
    return new Redrive.Sent(new Spot(to.topic(), to.partition(), to.offset()));
  }

  private static ProducerRecord<byte[], byte[]> again(
      ConsumerRecord<byte[], byte[]> original, LetterId id) {
    var record = new ProducerRecord<>(original.topic(), original.key(), original.value());
    for (Header header : original.headers()) {
      record.headers().add(header);
    }
    record
        .headers()
        .remove(HeaderNames.REDRIVE_OF)
        .add(HeaderNames.REDRIVE_OF, id.toString().getBytes(UTF_8));
    return record;
  }

  private Optional<Redrive.NotSent> obstacle(Found found, boolean isForced) {
    Examined examined = examined(found);
    if (examined.verdict() != Verdict.READABLE) {
      return Optional.of(
          new Redrive.NotSent(
              examined.verdict() == Verdict.GONE ? "GONE" : "STILL_UNREADABLE",
              examined.sentence()));
    }
    if (isForced) {
      return Optional.empty();
    }
    Redriven redriven = found.redriven();
    if (redriven != null) {
      return Optional.of(
          new Redrive.NotSent(
              "REDRIVEN_ALREADY",
              "The letter '%s' was redriven at %s. %s Force it if it has to be sent once more."
                  .formatted(found.letter().id(), redriven.at(), redriven.note())));
    }
    return found.isAllSeen()
        ? Optional.empty()
        : Optional.of(
            new Redrive.NotSent(
                "UNKNOWN_WHETHER_REDRIVEN",
                "So many letters lie behind '%s' that it could not be found out within %d s whether it was redriven already. Force it if you know that it was not."
                    .formatted(found.letter().id(), TopicStretch.PATIENCE.toSeconds())));
  }

  private Examined examined(Found found) {
    ConsumerRecord<byte[], byte[]> record = found.original();
    if (record == null) {
      String sentence =
          "The record at %s is not kept any more. Have its sender send it again."
              .formatted(found.letter().original());
      return examined(found, Verdict.GONE, List.of(), -1, new Originals.Look(null, sentence));
    }
    Originals.Look look = originals.look(record);
    List<String> headers = Arrays.stream(record.headers().toArray()).map(Header::key).toList();
    int bytes = record.value() == null ? -1 : record.value().length;
    Verdict verdict = look.problem() == null ? Verdict.READABLE : Verdict.UNREADABLE;
    return examined(found, verdict, headers, bytes, look);
  }

  private static Examined examined(
      Found found, Verdict verdict, List<String> headers, int bytes, Originals.Look look) {
    String problem = look.problem();
    return new Examined(
        found.letter(),
        verdict,
        headers,
        bytes,
        look.content(),
        problem == null
            ? "The record can be read now. Redriven, it is decided like any other."
            : problem,
        found.redriven(),
        found.isAllSeen());
  }

  private Optional<Found> find(Consumer<byte[], byte[]> consumer, LetterId id) throws OutOfReach {
    var partition = new TopicPartition(topic, id.partition());
    ConsumerRecord<byte[], byte[]> record = record(consumer, partition, id.offset());
    if (record == null) {
      return Optional.empty();
    }
    Optional<DeadLetter> letter = LetterForm.letter(record);
    if (letter.isEmpty() || !originals.isFrom(letter.get().original().topic())) {
      return Optional.empty();
    }
    Spot spot = letter.get().original();
    ConsumerRecord<byte[], byte[]> original =
        record(consumer, new TopicPartition(spot.topic(), spot.partition()), spot.offset());
    consumer.assign(List.of(partition));
    var redriven = new AtomicReference<@Nullable Redriven>();
    boolean isAllSeen =
        TopicStretch.read(
            consumer,
            Map.of(partition, id.offset() + 1),
            consumer.endOffsets(List.of(partition)),
            later -> LetterForm.redriven(later, id).ifPresent(redriven::set));
    return Optional.of(new Found(letter.get(), record.key(), original, redriven.get(), isAllSeen));
  }

  /// The record at an offset, or null if there is none, or none any more.
  private static @Nullable ConsumerRecord<byte[], byte[]> record(
      Consumer<byte[], byte[]> consumer, TopicPartition partition, long offset) throws OutOfReach {
    if (consumer.partitionsFor(partition.topic()).size() <= partition.partition()) {
      return null;
    }
    var only = List.of(partition);
    consumer.assign(only); // else Kafka warns of offsets that nobody wants
    long begin = consumer.beginningOffsets(only).getOrDefault(partition, 0L);
    long end = consumer.endOffsets(only).getOrDefault(partition, 0L);
    if (offset < begin || offset >= end) {
      return null;
    }
    var found = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    boolean isRead =
        TopicStretch.read(
            consumer, Map.of(partition, offset), Map.of(partition, offset + 1), found::add);
    if (!isRead) {
      throw new OutOfReach(
          "The record at %s:%d could not be read within %d s. Try again in a moment."
              .formatted(partition, offset, TopicStretch.PATIENCE.toSeconds()));
    }
    return found.isEmpty() ? null : found.getFirst();
  }

  /// Something that is read with a consumer.
  @FunctionalInterface
  private interface Reading<T> {
    T from(Consumer<byte[], byte[]> consumer) throws OutOfReach;
  }

  private <T> T reading(Reading<T> reading) throws OutOfReach {
    try (Consumer<byte[], byte[]> consumer = clients.consumer()) {
      return reading.from(consumer);
    } catch (KafkaException e) {
      throw outOfReach(e);
    }
  }

  private static OutOfReach outOfReach(Exception e) {
    return new OutOfReach(
        "The dead letters cannot be reached: %s. Try again in a moment."
            .formatted(String.valueOf(e.getMessage()).replaceAll("\\.$", "")),
        e);
  }
}
