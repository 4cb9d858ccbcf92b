package dev.templatedeployer.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// One run of the [SettingsReader]: what was found so far, and what is wrong with it. What is read
/// later wins.
final class Reading {

  private static final String FILE_SUFFIX = "_FILE";

  private final DeclaredSettings declared;
  private final Map<String, Given> given = new TreeMap<>();
  private final List<String> mistakes = new ArrayList<>();

  Reading(DeclaredSettings declared) {
    this.declared = declared;
  }

  void file(Path file) {
    SettingsFile.load(file, mistakes)
        .forEach((name, text) -> take(name, Spelling.NAME, text, Source.FILE));
  }

  void commandLine(Map<String, String> words) {
    new TreeMap<>(words)
        .forEach((name, text) -> take(name, Spelling.NAME, text, Source.COMMAND_LINE));
  }

  void environment(Map<String, String> variables, Set<String> otherVariables) {
    var ours = new TreeMap<>(variables);
    ours.keySet().removeIf(variable -> !variable.startsWith(Spelling.VARIABLE_PREFIX));
    ours.keySet().removeAll(otherVariables);
    ours.values().removeIf(String::isBlank);
    ours.forEach((variable, text) -> {
      if (!namesAFileWithASecret(variable)) {
        take(variable, Spelling.VARIABLE, text, Source.ENVIRONMENT);
      } else if (ours.containsKey(withoutFileSuffix(variable))) {
        mistakes.add(
            "%s and %s are both set. Keep one of them."
                .formatted(withoutFileSuffix(variable), variable));
      } else {
        contentOf(text, variable)
            .ifPresent(secret ->
                take(withoutFileSuffix(variable), Spelling.VARIABLE, secret, Source.ENVIRONMENT));
      }
    });
  }

  /// All that was read.
  ///
  /// @throws SettingsMistakes if anything is wrong, also if something is missing
  Settings settings() {
    for (var setting : declared.all()) {
      if (setting.isRequired() && !given.containsKey(setting.name())) {
        mistakes.add(setting.missing());
      }
    }
    if (!mistakes.isEmpty()) {
      throw new SettingsMistakes(mistakes);
    }
    return new Settings(declared, given);
  }

  private void take(String word, Spelling spelling, String text, Source source) {
    var setting = declared.find(word, spelling).orElse(null);
    if (setting == null) {
      mistakes.add(unknown(word, spelling));
    } else if (setting.notation().read(text).isEmpty()) {
      mistakes.add(word + ": " + setting.notation().complaintAbout(text));
    } else {
      given.put(setting.name(), new Given(setting, text, source));
    }
  }

  private boolean namesAFileWithASecret(String variable) {
    return variable.endsWith(FILE_SUFFIX)
        && declared
            .find(withoutFileSuffix(variable), Spelling.VARIABLE)
            .filter(setting -> setting.notation().isSecret())
            .isPresent();
  }

  private static String withoutFileSuffix(String variable) {
    return variable.substring(0, variable.length() - FILE_SUFFIX.length());
  }

  /// The content of a file that holds one secret, without the line break that editors add.
  private Optional<String> contentOf(String file, String variable) {
    try {
      return Optional.of(Files.readString(Path.of(file)).replaceFirst("\\R$", ""));
    } catch (IOException | InvalidPathException _) {
      mistakes.add(
          "%s: the file '%s' cannot be read. Check the path and its permissions."
              .formatted(variable, file));
      return Optional.empty();
    }
  }

  private String unknown(String word, Spelling spelling) {
    var advice =
        declared
            .nearest(word, spelling)
            .map("Did you mean '%s'?"::formatted)
            .orElse("The README lists them all.");
    return "%s: there is no such setting. %s".formatted(word, advice);
  }
}
