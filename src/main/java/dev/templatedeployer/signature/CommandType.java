package dev.templatedeployer.signature;

import dev.templatedeployer.wire.CommandMessage;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What a signed command says in a header that it is.
public enum CommandType {
  DEPLOY,
  RETRY,
  CANCEL;

  /// The word in the header.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// What `command` is.
  public static CommandType of(CommandMessage command) {
    return switch (command) {
      case CommandMessage.Deploy _ -> DEPLOY;
      case CommandMessage.Retry _ -> RETRY;
      case CommandMessage.Cancel _ -> CANCEL;
    };
  }

  static Optional<CommandType> of(String word) {
    return Stream.of(values()).filter(type -> type.word().equals(word)).findFirst();
  }
}
