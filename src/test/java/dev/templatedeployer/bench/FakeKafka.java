package dev.templatedeployer.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentOutcome;
import dev.templatedeployer.domain.DeploymentReply;
import dev.templatedeployer.domain.Failure;
import dev.templatedeployer.domain.Refusal;
import dev.templatedeployer.domain.Status;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.wire.BuiltInSchemaIds;
import dev.templatedeployer.wire.OutcomeCodec;
import dev.templatedeployer.wire.ReplyCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Kafka and the service behind it, in one: what is sent to the command topic is answered at once
/// with an outcome. Every topic has one partition, and each record is followed by a marker.
public final class FakeKafka implements BenchClients {

  public static final String COMMANDS = "deployments.commands";
  public static final String OUTCOMES = "deployments.outcomes";
  public static final String REPLIES = "deployments.replies";
  public static final String CHANGELOG = "template-deployer-deployments-changelog";

  private static final String DIGEST = "0".repeat(64);

  private final OutcomeCodec outcomes = new OutcomeCodec(new BuiltInSchemaIds());
  private final ReplyCodec replies = new ReplyCodec(new BuiltInSchemaIds());
  private final Map<String, List<ConsumerRecord<byte[], byte[]>>> log = new HashMap<>();
  private final List<LogReader> readers = new ArrayList<>();
  private final Set<String> topics;
  private int answered;
  private int silentAfter = Integer.MAX_VALUE;
  private int failEvery = Integer.MAX_VALUE;
  private int repeatEvery = Integer.MAX_VALUE;
  private Optional<Refusal> refusal = Optional.empty();

  public FakeKafka() {
    this(Set.of(COMMANDS, OUTCOMES, REPLIES, CHANGELOG, "somebody-elses-changelog"));
  }

  FakeKafka(Set<String> topics) {
    this.topics = topics;
  }

  /// Answers no more after so many commands.
  public FakeKafka silentAfter(int commands) {
    silentAfter = commands;
    return this;
  }

  FakeKafka failingEvery(int commands) {
    failEvery = commands;
    return this;
  }

  FakeKafka repeatingEvery(int commands) {
    repeatEvery = commands;
    return this;
  }

  public FakeKafka refusing(Refusal.Kind kind, String sentence) {
    refusal = Optional.of(Refusal.of(kind, sentence));
    return this;
  }

  @Override
  public Set<String> topics() {
    return topics;
  }

  @Override
  public Producer<byte[], byte[]> producer() {
    return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
      @Override
      public synchronized Future<RecordMetadata> send(
          ProducerRecord<byte[], byte[]> record, Callback callback) {
        take(record);
        return super.send(record, callback);
      }
    };
  }

  @Override
  public synchronized Consumer<byte[], byte[]> consumer() {
    var reader = new LogReader();
    topics.forEach(topic ->
        reader.updatePartitions(topic, List.of(new PartitionInfo(topic, 0, null, null, null))));
    readers.add(reader);
    topics.forEach(reader::moveEnd);
    return reader;
  }

  private synchronized void take(ProducerRecord<byte[], byte[]> command) {
    append(COMMANDS, command.key(), command.value());
    answered++;
    var id = new DeploymentId(new String(command.key(), UTF_8));
    if (refusal.isPresent()) {
      append(REPLIES, command.key(), replies.encode(new DeploymentReply(id, null, refusal.get())));
    } else if (answered <= silentAfter) {
      var status = answered % failEvery == 0 ? Status.FAILED : Status.COMPLETED;
      append(REPLIES, command.key(), replies.encode(new DeploymentReply(id, null, null)));
      append(CHANGELOG, command.key(), new byte[10]);
      append(OUTCOMES, command.key(), outcomes.encode(outcome(id, status)));
      if (answered % repeatEvery == 0) {
        append(OUTCOMES, command.key(), outcomes.encode(outcome(id, status)));
      }
    }
  }

  private static DeploymentOutcome outcome(DeploymentId id, Status status) {
    return new DeploymentOutcome(
        id,
        2,
        1,
        null,
        status,
        new TemplateName("probe"),
        "1.0.0",
        new Principal("alice"),
        "backend",
        status == Status.COMPLETED ? new Principal("rrkah-fqaaa-aaaaa-aaaaq-cai") : null,
        status == Status.FAILED ? new Failure("NO_QUOTA", "No quota left.", true) : null,
        Map.of(),
        null,
        1,
        DIGEST,
        Map.of(),
        Instant.EPOCH,
        Instant.EPOCH,
        Instant.EPOCH);
  }

  private void append(String topic, byte[] key, byte[] value) {
    var records = log.computeIfAbsent(topic, _ -> new ArrayList<>());
    var record =
        new ConsumerRecord<>(
            topic,
            0,
            2L * records.size(),
            0,
            TimestampType.CREATE_TIME,
            key.length,
            value.length,
            key,
            value,
            new RecordHeaders().add("h", new byte[] {1}),
            Optional.empty());
    records.add(record);
    for (var reader : readers) {
      reader.moveEnd(topic);
      reader.offer(record);
    }
  }

  /// Reads the log from where it stands.
  private final class LogReader extends MockConsumer<byte[], byte[]> {

    LogReader() {
      super("latest");
    }

    void moveEnd(String topic) {
      var end = 2L * log.getOrDefault(topic, List.of()).size();
      updateEndOffsets(Map.of(new TopicPartition(topic, 0), end));
    }

    synchronized void offer(ConsumerRecord<byte[], byte[]> record) {
      if (assignment().contains(new TopicPartition(record.topic(), 0))) {
        addRecord(record);
      }
    }

    @Override
    public synchronized void seek(TopicPartition partition, long offset) {
      super.seek(partition, offset);
      log.getOrDefault(partition.topic(), List.of()).stream()
          .filter(record -> record.offset() >= offset)
          .forEach(this::addRecord);
    }

    /// As the real one does, it passes over the marker behind the last record.
    @Override
    public synchronized long position(TopicPartition partition) {
      var position = super.position(partition);
      return position % 2 == 1 ? position + 1 : position;
    }

    @Override
    public synchronized void assign(Collection<TopicPartition> partitions) {
      if (!assignment().equals(Set.copyOf(partitions))) {
        super.assign(partitions);
      }
    }
  }
}
