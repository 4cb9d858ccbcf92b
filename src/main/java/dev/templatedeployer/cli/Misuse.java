package dev.templatedeployer.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Says in a sentence why a command line makes no sense, with the word that was probably meant.
final class Misuse {

  private Misuse() {}

  static String sentence(ParameterException e) {
    var command = e.getCommandLine().getCommandSpec().qualifiedName();
    return switch (e) {
      case UnmatchedArgumentException unmatched -> unmatched(unmatched, command);
      case MissingParameterException missing -> missing(missing, command);
      case OverwrittenOptionException twice -> name(twice.getOverwritten()) + " is given twice.";
      default -> value(e);
    };
  }

  private static String unmatched(UnmatchedArgumentException e, String command) {
    var word = e.getUnmatched().getFirst();
    var nearest =
        e.getSuggestions().stream()
            .findFirst()
            .map(suggestion -> " Did you mean '%s'?".formatted(lastWord(suggestion)))
            .orElse("");
    if (e.isUnknownOption()) {
      return "'%s' is not an option of './%s'.%s".formatted(word, command, nearest);
    }
    return e.getCommandLine().getSubcommands().isEmpty()
        ? "'%s' is one word too many for './%s'.".formatted(word, command)
        : "'%s' is not a command of './%s'.%s".formatted(word, command, nearest);
  }

  /// picocli suggests a command with those it is below.
  private static String lastWord(String suggestion) {
    return suggestion.substring(suggestion.lastIndexOf(' ') + 1);
  }

  private static String missing(MissingParameterException e, String command) {
    var missing = e.getMissing();
    if (missing.size() == 1 && missing.getFirst() instanceof OptionSpec option && isGiven(e)) {
      return "%s needs a value: %s.".formatted(name(option), option.paramLabel());
    }
    return "'./%s' needs %s."
        .formatted(
            command, missing.stream().map(Misuse::inFull).collect(Collectors.joining(" and ")));
  }

  private static boolean isGiven(MissingParameterException e) {
    return String.valueOf(e.getMessage()).contains("parameter for option");
  }

  private static String inFull(ArgSpec argument) {
    return argument instanceof OptionSpec option
        ? name(option) + " " + option.paramLabel()
        : argument.paramLabel();
  }

  private static String value(ParameterException e) {
    var argument = e.getArgSpec();
    var value = e.getValue();
    if (argument != null && value != null) {
      return "%s: '%s' is not %s.".formatted(name(argument), value, expected(argument));
    }
    var subcommands = e.getCommandLine().getSubcommands();
    if (argument == null && !subcommands.isEmpty()) {
      return "'./%s' needs a command: %s."
          .formatted(
              e.getCommandLine().getCommandSpec().qualifiedName(),
              String.join(" or ", subcommands.keySet()));
    }
    var message = String.valueOf(e.getMessage());
    return message.endsWith(".") ? message : message + ".";
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  private static String expected(ArgSpec argument) {
    var type = argument.isMultiValue() ? argument.typeInfo().getType() : argument.type();
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
          .collect(Collectors.joining(", ", "one of ", ""));
    }
    if (type == Instant.class) {
      return "a time. Write it like 2026-03-01T12:00:00Z, or +10m for ten minutes from now";
    }
    if (type == Path.class) {
      return "the name of a file";
    }
    return argument.typeInfo().isMap() ? "of the form " + argument.paramLabel() : "a number";
  }
}
