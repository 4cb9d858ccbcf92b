package dev.templatedeployer.topics;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Why a broker did not do what it was asked, as a sentence.
public final class BrokerTrouble extends Exception {

  private static final long serialVersionUID = 1;

  private final Kind kind;
  private final String sentence;

  /// The kinds of trouble.
  public enum Kind {
    /// Nobody answers.
    OUT_OF_REACH,
    /// The broker said no.
    REFUSED,
    /// The address or another setting of the client makes no sense.
    MISCONFIGURED
  }

  BrokerTrouble(Kind kind, String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
    this.kind = kind;
    this.sentence = sentence;
  }

  /// What sort of trouble, for programs.
  public Kind kind() {
    return kind;
  }

  /// What went wrong, and what to do.
  public String sentence() {
    return sentence;
  }

  /// The trouble that an exception of Kafka's clients stands for.
  ///
  /// @param brokers the address that was tried
  public static BrokerTrouble of(Exception e, String brokers) {
    var isWrapped = e instanceof ExecutionException || e instanceof CompletionException;
    var cause = isWrapped && e.getCause() instanceof Exception inner ? inner : e;
    return switch (cause) {
      case AuthenticationException _ ->
          refused("%s does not take these credentials: %s", brokers, cause);
      case AuthorizationException _ -> refused("%s does not allow it: %s", brokers, cause);
      case TimeoutException _, RetriableException _ ->
          new BrokerTrouble(
              Kind.OUT_OF_REACH,
              "Cannot reach Kafka at '%s': no answer in time. Start one with './deployer dev', or name another with --bootstrap."
                  .formatted(brokers),
              cause);
      case KafkaException k when k.getCause() instanceof ConfigException config ->
          misconfigured(brokers, config);
      case ConfigException config -> misconfigured(brokers, config);
      default -> refused("%s refused: %s", brokers, cause);
    };
  }

  private static BrokerTrouble misconfigured(String brokers, ConfigException e) {
    return new BrokerTrouble(
        Kind.MISCONFIGURED,
        "Kafka at '%s' cannot even be tried: %s. Write the address like 127.0.0.1:9092."
            .formatted(brokers, e.getMessage()),
        e);
  }

  private static BrokerTrouble refused(String sentence, String brokers, Throwable cause) {
    return new BrokerTrouble(
        Kind.REFUSED, sentence.formatted("Kafka at " + brokers, cause.getMessage()), cause);
  }
}
