package dev.templatedeployer.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Every setting that the program knows, in the order of declaration, found by name.
final class DeclaredSettings {

  private static final Pattern NAME =
      Pattern.compile("[a-z][a-z0-9]*([.-][a-z0-9]+)*(\\.<[a-z]+>([.-][a-z0-9]+)+)?");

  private final List<Setting<?>> settings;

  /// @throws IllegalArgumentException if a declaration cannot work, which is a bug
  DeclaredSettings(Collection<Setting<?>> settings) {
    this.settings = List.copyOf(settings);
    var byVariable = new HashMap<String, Setting<?>>();
    for (var setting : settings) {
      check(setting);
      var other = byVariable.put(setting.environmentName(), setting);
      if (other != null) {
        throw new IllegalArgumentException(
            "The settings '%s' and '%s' would both be %s in the environment. Rename one."
                .formatted(other.name(), setting.name(), setting.environmentName()));
      }
    }
  }

  private static void check(Setting<?> setting) {
    if (!NAME.matcher(setting.name()).matches() || setting.name().startsWith(KafkaKeys.PREFIX)) {
      throw new IllegalArgumentException(
          "'%s' cannot name a setting of ours. Write it like 'deployer.executor.time-limit'."
              .formatted(setting.name()));
    }
    if (setting.doc().isBlank()) {
      throw new IllegalArgumentException(
          "The setting '%s' does not say what it does. Add saying(...) to its declaration."
              .formatted(setting.name()));
    }
  }

  List<Setting<?>> all() {
    return settings;
  }

  /// The setting that a word names: a declared one, or a pattern with its placeholder filled, or
  /// one that is passed through to Kafka.
  Optional<Setting<?>> find(String word, Spelling spelling) {
    return settings.stream()
        .filter(setting -> !setting.isPattern())
        .filter(setting -> spelling.of(setting.name()).equals(word))
        .findFirst()
        .or(() -> findFilled(word, spelling))
        .or(() -> KafkaKeys.find(word, spelling));
  }

  private Optional<Setting<?>> findFilled(String word, Spelling spelling) {
    return settings.stream()
        .filter(Setting::isPattern)
        // 'A_START_TIMEOUT' is the start-timeout of 'a' rather than the timeout of 'a-start'
        .sorted(Comparator.comparingInt((Setting<?> pattern) -> -pattern.name().length()))
        .flatMap(
            pattern -> pattern.fillingIn(word, spelling).<Setting<?>>map(pattern::named).stream())
        .findFirst();
  }

  /// The word, spelled the same way, that somebody probably meant who wrote one that [#find] does
  /// not know.
  Optional<String> nearest(String word, Spelling spelling) {
    var known = settings.stream().map(Setting::name);
    var words =
        Stream.concat(known, Stream.of(KafkaKeys.BOOTSTRAP_SERVERS))
            .map(spelling::of)
            .map(spelled -> filledLike(word, spelled))
            .toList();
    return Nearest.to(word, words);
  }

  /// Fills the placeholder, if there is one, with what `word` has in the same place.
  private static String filledLike(String word, String spelled) {
    var start = spelled.indexOf('<');
    if (start < 0) {
      return spelled;
    }
    var separator = spelled.charAt(start - 1);
    var place = spelled.substring(0, start).chars().filter(c -> c == separator).count();
    return Stream.of(word.split(Pattern.quote(String.valueOf(separator)), -1))
        .skip(place)
        .findFirst()
        .map(part ->
            spelled.substring(0, start) + part + spelled.substring(spelled.indexOf('>') + 1))
        .orElse(spelled);
  }
}
