package dev.templatedeployer.execute;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.domain.Work;
import dev.templatedeployer.signature.CommandSigner;
import dev.templatedeployer.signature.CommandType;
import dev.templatedeployer.template.CanisterHost;
import dev.templatedeployer.template.RetryableFailure;
import dev.templatedeployer.wire.TraceContext;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/// Hosts canisters inside the service: creating one is one record on the commands topic of
/// canisters.
///
/// The record is idempotent there, so it may be sent again in every attempt. Once it was sent the
/// canister comes to be, whatever becomes of the run; so an interruption then waits for the answer
/// of the broker, which decides whether the run has succeeded.
public final class KafkaCanisterHosts implements CanisterHosts {

  private static final String NOT_ACKNOWLEDGED = "CANISTER_NOT_ACKNOWLEDGED";

  private final Producer<String, byte[]> producer;
  private final String topic;
  private final CreateEncoder encoder;
  private final @Nullable CommandSigner signer;

  /// Writes the value of the record that creates a canister.
  @FunctionalInterface
  public interface CreateEncoder {

    /// The bytes of the command that creates the canister of `start`.
    ///
    /// @param config the config of the deployment, as the template was given it
    byte[] encode(Work.Start start, Object config);
  }

  /// @param producer shared with others, and closed by its owner
  /// @param topic the commands topic of canisters
  /// @param signer signs the records; null if they are not signed
  public KafkaCanisterHosts(
      Producer<String, byte[]> producer,
      String topic,
      CreateEncoder encoder,
      @Nullable CommandSigner signer) {
    this.producer = producer;
    this.topic = topic;
    this.encoder = encoder;
    this.signer = signer;
  }

  @Override
  public CanisterHost hostFor(Work.Start start, TraceContext trace) {
    return config -> create(start, trace, config);
  }

  private void create(Work.Start start, TraceContext trace, Object config)
      throws RetryableFailure, InterruptedException {
    String key = start.canisterId().text();
    byte[] value = encoder.encode(start, config);
    var record = new ProducerRecord<>(topic, null, key, value, trace.carriedOn());
    if (signer != null) {
      signer.sign(record, key.getBytes(UTF_8), value, CommandType.CREATE, start.id().value());
    }
    if (Thread.interrupted()) {
      throw new InterruptedException("Interrupted before the canister was created.");
    }
    try {
      await(producer.send(record));
    } catch (ExecutionException e) {
      throw notAcknowledged(start, e.getCause() == null ? e : e.getCause());
    } catch (InterruptException e) {
      throw interrupted(e);
    } catch (KafkaException | IllegalStateException e) {
      throw notAcknowledged(start, e);
    }
  }

  /// The producer answers within its delivery time-out.
  private static void await(Future<?> acknowledged) throws ExecutionException {
    boolean isInterrupted = false;
    try {
      while (true) {
        try {
          acknowledged.get();
          return;
        } catch (InterruptedException _) {
          isInterrupted = true;
        }
      }
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static RetryableFailure notAcknowledged(Work.Start start, Throwable cause) {
    return new RetryableFailure(
        NOT_ACKNOWLEDGED,
        "The broker did not acknowledge the record that creates the canister '%s': %s. It is sent again in the next attempt."
            .formatted(start.canisterId(), cause.getClass().getSimpleName()),
        null,
        cause);
  }

  /// Kafka's own exception for an interrupt, which is no [InterruptedException] and sets the flag
  /// again.
  private static InterruptedException interrupted(InterruptException e) {
    Thread.interrupted();
    var interrupted = new InterruptedException("Interrupted while the canister was created.");
    interrupted.initCause(e);
    return interrupted;
  }
}
