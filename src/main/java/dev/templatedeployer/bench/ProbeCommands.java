package dev.templatedeployer.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.domain.Config;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRequest;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.wire.CommandCodec;
import dev.templatedeployer.wire.CommandMessage;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/// The commands of one batch: deployments of `probe` that are all alike but for their ids.
final class ProbeCommands {

  static final TemplateName PROBE = new TemplateName("probe");

  private final String batch;
  private final String topic;
  private final DeploymentRequest request;
  private final CommandCodec codec;

  /// @param batch what the ids begin with
  /// @param notBefore the earliest start, or null for at once
  ProbeCommands(
      String batch,
      String topic,
      Principal owner,
      Config config,
      @Nullable Instant notBefore,
      CommandCodec codec) {
    this.batch = batch;
    this.topic = topic;
    this.request = new DeploymentRequest(PROBE, null, config, owner, Map.of(), notBefore, null);
    this.codec = codec;
  }

  /// The config that makes a probe take `sleep`, filled up to `bytes` if it is shorter.
  static Config config(Duration sleep, int bytes) {
    var head = "{\"sleepMs\":%d,\"payload\":\"".formatted(sleep.toMillis());
    var tail = "\"}";
    var filling = "x".repeat(Math.max(0, bytes - head.length() - tail.length()));
    var json = (head + filling + tail).getBytes(UTF_8);
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(json);
      return new Config(json, HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256; this one does not.", e);
    }
  }

  /// The record of number `index`, from 0.
  ProducerRecord<byte[], byte[]> command(int index) {
    var id = new DeploymentId(batch + index);
    var value = codec.encode(new CommandMessage.Deploy(id, null, null, request));
    return new ProducerRecord<>(topic, id.value().getBytes(UTF_8), value);
  }

  /// Which number a key belongs to, or -1 if it is none of this batch.
  int index(byte[] key) {
    var id = new String(key, UTF_8);
    if (!id.startsWith(batch)) {
      return -1;
    }
    try {
      return Integer.parseInt(id.substring(batch.length()));
    } catch (NumberFormatException _) {
      return -1;
    }
  }
}
