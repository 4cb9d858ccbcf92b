package dev.templatedeployer.bench;

import dev.templatedeployer.domain.Refusal;
import dev.templatedeployer.wire.Undecodable;
import java.util.Collection;
import java.util.stream.Collectors;

/// Why a benchmark could not be made, as a sentence.
public final class BenchFailed extends Exception {

  private static final long serialVersionUID = 1;

  private final Kind kind;
  private final String sentence;

  /// The kinds of reason.
  public enum Kind {
    /// Topics are missing.
    NOT_THERE,
    /// The service does not take the commands.
    REFUSED,
    /// The service wrote what this program cannot read.
    UNREADABLE,
    /// A program that was started does not do what it should.
    BROKEN
  }

  private BenchFailed(Kind kind, String sentence) {
    super(sentence);
    this.kind = kind;
    this.sentence = sentence;
  }

  /// What sort of reason, for programs.
  public Kind kind() {
    return kind;
  }

  /// What went wrong, and what to do.
  public String sentence() {
    return sentence;
  }

  /// A program that was started does not do what it should.
  ///
  /// @param sentence what, and what it said last
  public static BenchFailed broken(String sentence) {
    return new BenchFailed(Kind.BROKEN, sentence);
  }

  static BenchFailed missing(Collection<String> topics, String brokers) {
    var names = topics.stream().sorted().map(n -> "'" + n + "'").collect(Collectors.joining(", "));
    return new BenchFailed(
        Kind.NOT_THERE,
        ("Kafka at '%s' lacks %s. Start the service there, or create the topics with"
                + " './deployer topics apply'.")
            .formatted(brokers, names));
  }

  static BenchFailed refused(Refusal refusal) {
    var hint =
        switch (refusal.kind()) {
          case INVALID_PAYLOAD, TEMPORARILY_UNAVAILABLE ->
              " The template 'probe' may be switched off: './deployer dev' has it on; elsewhere set"
                  + " templates.probe.enabled=true.";
          case UNAUTHORIZED, CONFLICT, NOT_FOUND, NOT_RETRYABLE, NOT_CANCELLABLE -> "";
        };
    return new BenchFailed(
        Kind.REFUSED, "The service refused: %s%s".formatted(refusal.sentence(), hint));
  }

  static BenchFailed unreadable(String topic, Undecodable e) {
    return new BenchFailed(
        Kind.UNREADABLE,
        "A record of '%s' cannot be read: %s Use the deployer's own version, and its --config."
            .formatted(topic, e.getMessage()));
  }
}
