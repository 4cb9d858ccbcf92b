package dev.templatedeployer.stream;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;
import org.jspecify.annotations.Nullable;

/// How the topology runs.
///
/// @param applicationId names the consumer group, the changelog topics and the transactions; never
///   change it
/// @param instance a name that this process keeps over restarts and no other has: after a crash it
///   gets its partitions back at once; null if it has none, and then it gets them when the group
///   has noticed the crash
/// @param stateDir where the stores live; an own directory that survives restarts
/// @param threads stream threads in this process
/// @param commitInterval how long a decision may wait to be committed with others; shorter answers
///   sooner, longer carries more
/// @param standbys copies of each store on other instances, for a faster take-over
/// @param replication replication factor of the changelog topics; -1 leaves it to the broker
/// @param kafka what the operator passes through to all Kafka clients, `bootstrap.servers` among
///   it; wins over what is set here
public record StreamsSettings(
    String applicationId,
    @Nullable String instance,
    Path stateDir,
    int threads,
    Duration commitInterval,
    int standbys,
    int replication,
    Map<String, String> kafka) {

  private static final int WAIT_MILLIS = 8_000;
  private static final int GIVE_UP_MILLIS = 10_000;

  public StreamsSettings {
    kafka = Map.copyOf(kafka);
  }

  /// What Kafka Streams is given. Where it differs from the defaults, the reason stands beside it.
  Map<String, Object> properties() {
    var p = new HashMap<String, Object>();
    p.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
    p.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    p.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
    p.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, standbys);
    p.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, replication);
    p.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    p.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitInterval.toMillis());
    // Between two commits a thread that has nothing to do waits for new records: no longer than the
    // next commit may take, or the last decisions of a burst would wait for 100 ms.
    p.put(StreamsConfig.POLL_MS_CONFIG, Math.max(1, commitInterval.toMillis()));
    p.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    // For the positions in the inputs, a few for each task. No other store has a cache: one
    // changelog
    // write for each decision would only be delayed by it.
    p.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 1 << 20);
    // Tripwires: the step reads bytes itself, and going on after a throw would commit half a
    // decision.
    p.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndFailExceptionHandler.class);
    p.put(
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndFailProcessingExceptionHandler.class);
    p.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    // A state directory older than the changelog's tombstones would bring deleted rows back.
    p.put("state.cleanup.dir.max.age.ms", Duration.ofHours(12).toMillis());
    p.put("enable.metrics.push", false);
    p.put("processing.exception.handler.global.enabled", true);
    p.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    p.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 10_000);
    p.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 1_000);
    if (instance != null) { // each thread adds its number
      p.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), instance);
    }
    // Small batches keep the partitions of a thread fair to each other.
    p.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 500);
    p.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 500);
    // A dead owner's open transaction blocks readers and the next owner for this long.
    p.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 5_000);
    // A commit flushes at once. Between commits batches may fill: each costs a compressor.
    p.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 5);
    p.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    // The first batch for a partition is refused while the end of the last transaction is still
    // being
    // written there, or its leader is new. A second one under way would be taken then, or come back
    // out
    // of sequence, a warning each time.
    p.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 1);
    // A transaction right after another is refused for a moment and tried again after this long;
    // 100 ms by default.
    p.put(StreamsConfig.producerPrefix(CommonClientConfigs.RETRY_BACKOFF_MS_CONFIG), 2);
    // By default a client waits for 30 s for an answer that no longer comes, before it connects
    // anew.
    p.put(StreamsConfig.consumerPrefix(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG), WAIT_MILLIS);
    p.put(StreamsConfig.producerPrefix(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG), WAIT_MILLIS);
    // Kafka Streams never gives up a send of its own accord. A topic that is gone, or brokers that
    // are, would then keep the thread, and everybody whose partitions it has, for ever. So the
    // transaction is given up, and what it held is decided anew: by then it is known what is
    // missing. It has long been aborted by the broker anyhow.
    p.put(StreamsConfig.producerPrefix(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG), GIVE_UP_MILLIS);
    p.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_BLOCK_MS_CONFIG), GIVE_UP_MILLIS);
    // A broker that is back is found within a second or two, not after up to 30.
    p.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 2_000);
    p.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, 4_000);
    p.putAll(kafka);
    return p;
  }
}
