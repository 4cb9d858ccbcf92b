package dev.templatedeployer.wire;

import dev.templatedeployer.domain.DeploymentRequest;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The limits that every command keeps, whoever sends it. What the template makes of the config is
/// asked later.
public final class CommandRules {

  /// The most characters of a command id.
  public static final int MAX_COMMAND_ID = 128;

  /// The most characters of the party on whose behalf a command is sent.
  public static final int MAX_REQUESTED_BY = 128;

  /// The most characters of a reason.
  public static final int MAX_REASON = 1000;

  /// The most characters of a wanted template version.
  public static final int MAX_TEMPLATE_VERSION = 64;

  /// The most labels.
  public static final int MAX_LABELS = 32;

  /// The most characters of a label's value.
  public static final int MAX_LABEL_VALUE = 256;

  /// What the key of a label looks like.
  public static final Pattern LABEL_KEY = Pattern.compile("[A-Za-z0-9._/-]{1,64}");

  private CommandRules() {}

  /// What is wrong with `command`, as a sentence for its sender that quotes nothing of it; empty if
  /// nothing is.
  public static Optional<String> problem(CommandMessage command) {
    return commandId(command.commandId())
        .or(() -> name("The party in 'requestedBy'", command.requestedBy(), MAX_REQUESTED_BY))
        .or(() ->
            switch (command) {
              case CommandMessage.Deploy(_, _, _, var request) -> request(request);
              case CommandMessage.Retry(_, _, _, var reason, _) -> reason(reason);
              case CommandMessage.Cancel(_, _, _, var reason, _) -> reason(reason);
            });
  }

  /// What is wrong with `commandId`, which may be left out.
  static Optional<String> commandId(@Nullable String commandId) {
    return name("The command id", commandId, MAX_COMMAND_ID);
  }

  private static Optional<String> request(DeploymentRequest request) {
    return name("The template version", request.templateVersion(), MAX_TEMPLATE_VERSION)
        .or(() -> labels(request.labels()));
  }

  private static Optional<String> labels(Map<String, String> labels) {
    if (labels.size() > MAX_LABELS) {
      return Optional.of(
          "There are %d labels. Give at most %d.".formatted(labels.size(), MAX_LABELS));
    }
    for (var label : labels.entrySet()) {
      if (!LABEL_KEY.matcher(label.getKey()).matches()) {
        return Optional.of(
            "The key of a label is not made of 1 to 64 letters, digits, dots, underscores, slashes and dashes. Rename it.");
      }
      if (label.getValue().length() > MAX_LABEL_VALUE) {
        return Optional.of(
            "The value of the label '%s' has %d characters. Give at most %d."
                .formatted(label.getKey(), label.getValue().length(), MAX_LABEL_VALUE));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> reason(String reason) {
    return reason.length() > MAX_REASON
        ? Optional.of(
            "The reason has %d characters. Give at most %,d."
                .formatted(reason.length(), MAX_REASON))
        : Optional.empty();
  }

  private static Optional<String> name(String what, @Nullable String value, int most) {
    if (value == null) {
      return Optional.empty();
    }
    if (value.isBlank()) {
      return Optional.of("%s is blank. Leave it out, or give one.".formatted(what));
    }
    return value.length() > most
        ? Optional.of(
            "%s has %d characters. Give at most %d.".formatted(what, value.length(), most))
        : Optional.empty();
  }
}
