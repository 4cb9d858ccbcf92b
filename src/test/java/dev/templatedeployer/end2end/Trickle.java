package dev.templatedeployer.end2end;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.domain.Config;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRequest;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.wire.BuiltInSchemaIds;
import dev.templatedeployer.wire.CommandCodec;
import dev.templatedeployer.wire.CommandMessage;
import dev.templatedeployer.wire.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// A few commands each second, while it flows, for probes and for locks in turns, and when the
/// service decided something, as its committed events tell: those of deployments and those of
/// canisters, which different threads decide.
final class Trickle implements AutoCloseable {

  private static final Duration BETWEEN = Duration.ofMillis(300);

  private final KafkaProducer<String, byte[]> producer;
  private final KafkaConsumer<String, byte[]> consumer;
  private final Topics topics;
  private final List<TopicPartition> events;
  private final List<TopicPartition> commands;
  private final byte[] lock;
  private final List<Seen> taken = new CopyOnWriteArrayList<>();
  private final List<Seen> decided = new CopyOnWriteArrayList<>();
  private final Thread sender;
  private final Thread reader;
  private volatile boolean isFlowing;
  private volatile boolean isClosed;

  Trickle(String bootstrap, Topics topics) {
    this.topics = topics;
    this.commands = partitions(topics.commands().name());
    this.events =
        Stream.concat(
                partitions(topics.events().name()).stream(),
                partitions(topics.canisterEvents().name()).stream())
            .toList();
    this.lock = lock();
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap, "request.timeout.ms", 3_000),
            new StringSerializer(),
            new ByteArraySerializer());
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrap,
                "isolation.level",
                "read_committed",
                "request.timeout.ms",
                3_000),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    this.sender = Thread.ofPlatform().name("trickle").daemon().start(this::send);
    this.reader = Thread.ofPlatform().name("decisions").daemon().start(this::read);
  }

  /// Begins to send, or no longer sends.
  void flow(boolean flows) {
    isFlowing = flows;
  }

  /// When something had been decided in every partition after `nanos`, on the clock of
  /// `System.nanoTime`; empty if that is not so yet.
  OptionalLong decidedAfter(long nanos) {
    return inEach(events, decided, nanos);
  }

  /// When the brokers had taken a command in every partition after `nanos`; empty if they have not
  /// yet.
  OptionalLong takenAfter(long nanos) {
    return inEach(commands, taken, nanos);
  }

  /// Whether something was decided in every partition again and again from one time to another,
  /// with no `pause` in between.
  boolean decidedAllTheTime(long from, long until, Duration pause) {
    for (TopicPartition partition : events) {
      long last = from;
      for (Seen one : decided) {
        if (one.partition().equals(partition)
            && one.nanos() - from > 0
            && one.nanos() - until <= 0) {
          if (one.nanos() - last > pause.toNanos()) {
            return false;
          }
          last = one.nanos();
        }
      }
      if (until - last > pause.toNanos()) {
        return false;
      }
    }
    return true;
  }

  private static OptionalLong inEach(List<TopicPartition> partitions, List<Seen> seen, long after) {
    List<Long> first =
        partitions.stream()
            .map(partition ->
                seen.stream()
                    .filter(one -> one.partition().equals(partition) && one.nanos() - after > 0)
                    .map(Seen::nanos)
                    .findFirst())
            .flatMap(Optional::stream)
            .toList();
    return first.size() < partitions.size()
        ? OptionalLong.empty()
        : first.stream().mapToLong(Long::longValue).max();
  }

  private record Seen(TopicPartition partition, long nanos) {}

  private List<TopicPartition> partitions(String topic) {
    return IntStream.range(0, topics.partitions())
        .mapToObj(i -> new TopicPartition(topic, i))
        .toList();
  }

  private void send() {
    var codec = new CommandCodec(new BuiltInSchemaIds());
    try {
      for (int number = 0; !isClosed; Thread.sleep(BETWEEN)) {
        if (isFlowing) {
          String id = "trickle-%d-%d".formatted(System.nanoTime(), number);
          CommandMessage command =
              number++ % 2 == 0 ? deploy(id) : deploy(id, new TemplateName("lock"), lock);
          var _ =
              producer.send(
                  new ProducerRecord<>(
                      topics.commands().name(), command.id().value(), codec.encode(command)),
                  (where, error) -> {
                    if (error == null) {
                      var partition = new TopicPartition(where.topic(), where.partition());
                      taken.add(new Seen(partition, System.nanoTime()));
                    }
                  });
        }
      }
    } catch (InterruptedException _) {
      // closed
    }
  }

  /// A command for a deployment that completes at once.
  static CommandMessage deploy(String id) {
    return deploy(id, new TemplateName("probe"), "{\"sleepMs\": 5}".getBytes(UTF_8));
  }

  private static CommandMessage deploy(String id, TemplateName template, byte[] config) {
    return new CommandMessage.Deploy(
        new DeploymentId(id),
        null,
        null,
        new DeploymentRequest(
            template,
            null,
            new Config(config, digest(config)),
            new Principal("pz7mb-3demv-3gk3d-pobww-k3tua-e"),
            Map.of(),
            null,
            null));
  }

  private static byte[] lock() {
    try {
      return Files.readAllBytes(Path.of("src/examples/lock.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(byte[] config) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(config));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void read() {
    consumer.assign(events);
    consumer.seekToBeginning(events);
    while (!isClosed) {
      try {
        consumer
            .poll(Duration.ofMillis(100))
            .partitions()
            .forEach(seen -> decided.add(new Seen(seen, System.nanoTime())));
      } catch (org.apache.kafka.common.errors.RetriableException _) {
        // the brokers are away
      }
    }
    consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(1)));
  }

  @Override
  public void close() {
    isClosed = true;
    sender.interrupt();
    try {
      sender.join();
      reader.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    producer.close(Duration.ofSeconds(1));
  }
}
