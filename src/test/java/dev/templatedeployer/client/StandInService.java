package dev.templatedeployer.client;

import dev.templatedeployer.domain.DeploymentReply;
import dev.templatedeployer.wire.BuiltInSchemaIds;
import dev.templatedeployer.wire.CommandCodec;
import dev.templatedeployer.wire.CommandMessage;
import dev.templatedeployer.wire.HeaderNames;
import dev.templatedeployer.wire.ReplyCodec;
import dev.templatedeployer.wire.Undecodable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Replies to commands in transactions, and before each good reply writes one that it takes back.
final class StandInService implements AutoCloseable {

  private final CommandCodec commands = new CommandCodec(new BuiltInSchemaIds());
  private final ReplyCodec replies = new ReplyCodec(new BuiltInSchemaIds());
  private final Consumer<byte[], byte[]> consumer;
  private final Producer<byte[], byte[]> producer;
  private final Thread thread;

  /// @param reply what is said to a command
  StandInService(String brokers, String topic, Function<CommandMessage, DeploymentReply> reply) {
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", brokers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", brokers, "transactional.id", "stand-in"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    var partition = new TopicPartition(topic, 0);
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
    thread = Thread.ofPlatform().daemon().name("stand-in").start(() -> serve(reply));
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(Function<CommandMessage, DeploymentReply> reply) {
    try (consumer;
        producer) {
      producer.initTransactions();
      while (true) {
        for (var record : consumer.poll(Duration.ofSeconds(1))) {
          CommandMessage command = commands.decode(record.value());
          takenBack(record, new DeploymentReply(command.id(), "taken back", null));
          committed(record, reply.apply(command));
        }
      }
    } catch (WakeupException _) {
      // closed
    } catch (Undecodable e) {
      throw new IllegalStateException(e);
    }
  }

  private void takenBack(ConsumerRecord<byte[], byte[]> command, DeploymentReply reply) {
    producer.beginTransaction();
    var _ = producer.send(record(command, reply));
    producer.flush();
    producer.abortTransaction();
  }

  private void committed(ConsumerRecord<byte[], byte[]> command, DeploymentReply reply) {
    producer.beginTransaction();
    var _ = producer.send(record(command, reply));
    producer.commitTransaction();
  }

  private ProducerRecord<byte[], byte[]> record(
      ConsumerRecord<byte[], byte[]> command, DeploymentReply reply) {
    String topic =
        new String(
            command.headers().lastHeader(HeaderNames.REPLY_TOPIC).value(), StandardCharsets.UTF_8);
    var record = new ProducerRecord<>(topic, command.key(), replies.encode(reply));
    record.headers().add(command.headers().lastHeader(HeaderNames.CORRELATION_ID));
    record.headers().add(HeaderNames.VERSION, "7".getBytes(StandardCharsets.UTF_8));
    return record;
  }
}
