package dev.templatedeployer.client;

import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/// Nobody answered a command. Says nothing about what the rules think of it: sending the same
/// command again under the same id is always safe.
public final class NoAnswer extends Exception {

  private static final long serialVersionUID = 1;

  private final Reason reason;

  /// Why nobody answered.
  public enum Reason {
    /// It was not sent: too many commands wait for their replies.
    BUSY,
    /// It was not sent: the broker does not take a record of its size.
    TOO_LARGE,
    /// It was not sent: the broker does not let this client write there.
    FORBIDDEN,
    /// No broker took it in time, as far as can be known.
    UNREACHABLE,
    /// It was sent, and no reply came in time. It may be taken yet.
    NO_REPLY,
    /// A reply came that this client cannot read. The command may have been taken.
    UNREADABLE,
    /// The client was closed before the reply came. The command may have been taken.
    CLOSED
  }

  /// @param sentence what was sent about what, what is wrong, and what to do
  public NoAnswer(Reason reason, String sentence) {
    this(reason, sentence, null);
  }

  private NoAnswer(Reason reason, String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
    this.reason = reason;
  }

  /// Why, for programs.
  public Reason reason() {
    return reason;
  }

  static NoAnswer busy(String id, ClientSettings settings) {
    return new NoAnswer(
        Reason.BUSY,
        "Cannot send the command for '%s': %d commands wait for their replies already. Send it again in a moment."
            .formatted(id, settings.mostOutstanding()));
  }

  static NoAnswer notSent(String id, ClientSettings settings, Throwable trouble) {
    return switch (trouble) {
      case RecordTooLargeException _ ->
          new NoAnswer(
              Reason.TOO_LARGE,
              "Cannot send the command for '%s': it is larger than the broker takes. Make the config smaller."
                  .formatted(id),
              trouble);
      case AuthorizationException _ ->
          new NoAnswer(
              Reason.FORBIDDEN,
              "Cannot send the command for '%s': the broker does not let this client write to '%s'. Grant it WRITE there."
                  .formatted(id, settings.commandTopic()),
              trouble);
      case AuthenticationException _ ->
          new NoAnswer(
              Reason.FORBIDDEN,
              "Cannot send the command for '%s': the broker at %s does not accept this client's credentials. Check the 'kafka.' settings."
                  .formatted(id, settings.brokers()),
              trouble);
      default -> unreachable(id, settings, trouble);
    };
  }

  static NoAnswer unreachable(String id, ClientSettings settings, Throwable trouble) {
    return new NoAnswer(
        Reason.UNREACHABLE,
        "Cannot send the command for '%s': no broker at %s took it for the topic '%s' within %d s. Check that the broker runs and that the topic exists, then send the command again."
            .formatted(
                id, settings.brokers(), settings.commandTopic(), settings.patience().toSeconds()),
        trouble);
  }

  static NoAnswer noReply(String id, ClientSettings settings) {
    return new NoAnswer(
        Reason.NO_REPLY,
        "The command for '%s' was sent, and no reply came within %d s. It may be taken yet: ask for '%s' later, or send the same command again."
            .formatted(id, settings.patience().toSeconds(), id));
  }

  static NoAnswer unreadable(String id, Throwable trouble) {
    return new NoAnswer(
        Reason.UNREADABLE,
        "The reply to the command for '%s' cannot be read: %s Use a client as new as the service."
            .formatted(id, trouble.getMessage()),
        trouble);
  }

  static NoAnswer closed(String id) {
    return new NoAnswer(
        Reason.CLOSED,
        "The client was closed before the reply to the command for '%s' came. It may have been taken: ask for '%s', or send the same command again."
            .formatted(id, id));
  }
}
