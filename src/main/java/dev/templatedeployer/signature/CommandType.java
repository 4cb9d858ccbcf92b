package dev.templatedeployer.signature;

import dev.templatedeployer.canister.CanisterCommand;
import dev.templatedeployer.wire.CommandMessage;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a signed record says in a header that it is.
public enum CommandType {
  /// A deployment is asked for.
  DEPLOY,
  /// A failed deployment is to be tried again.
  RETRY,
  /// A deployment is to be given up.
  CANCEL,
  /// An executor tells of a run.
  REPORT,
  /// A canister is to be created.
  CREATE,
  /// A canister is asked to do something.
  OPERATE;

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

  /// What `command` is.
  public static CommandType of(CanisterCommand command) {
    return switch (command) {
      case CanisterCommand.Create _ -> CREATE;
      case CanisterCommand.Operate _ -> OPERATE;
    };
  }

  /// All words, to stand in a sentence.
  static String words() {
    return Stream.of(values()).map(CommandType::word).collect(Collectors.joining(", "));
  }

  static Optional<CommandType> of(String word) {
    return Stream.of(values()).filter(type -> type.word().equals(word)).findFirst();
  }
}
