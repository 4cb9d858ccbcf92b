package dev.templatedeployer.settings;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One thing that can be set: its name, how its value is written, its default, and what it does.
///
/// ```java
/// static final Setting<Duration> TIME_LIMIT =
///     Setting.of("deployer.executor.time-limit", positiveDuration(), Duration.ofMinutes(15))
///         .saying("Longest one attempt may take. Raise it for slow templates.")
///         .worthTuning();
/// ```
///
/// A name may hold one placeholder, as in `templates.<template>.max-attempts`. Such a setting is a
/// pattern: it is declared once and read for one name at a time, `settings.get(X.named("lock"))`.
///
/// @param name lower case with dots and dashes; never change it once it is in use
/// @param notation how a value is written down
/// @param fallback the value when nobody says anything, or null if somebody has to
/// @param doc what it does and when to change it, in a sentence or two
/// @param isWorthTuning whether the README lists it among the first
public record Setting<T>(
    String name, Notation<T> notation, @Nullable T fallback, String doc, boolean isWorthTuning) {

  private static final Pattern PLACEHOLDER = Pattern.compile("<[a-z]+>");
  private static final Pattern FILLING = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  /// A setting that has a default.
  public static <T> Setting<T> of(String name, Notation<T> notation, T fallback) {
    return new Setting<>(name, notation, fallback, "", false);
  }

  /// A setting that may be left out, and then has no value.
  public static <T> Setting<Optional<T>> optional(String name, Notation<T> notation) {
    return of(name, notation.optional(), Optional.empty());
  }

  /// A setting that has to be given.
  public static <T> Setting<T> required(String name, Notation<T> notation) {
    return new Setting<>(name, notation, null, "", false);
  }

  /// The same setting with its documentation.
  public Setting<T> saying(String sentences) {
    return new Setting<>(name, notation, fallback, sentences, isWorthTuning);
  }

  /// The same setting, listed among those that people change first.
  public Setting<T> worthTuning() {
    return new Setting<>(name, notation, fallback, doc, true);
  }

  /// The setting that this pattern is for one name, such as one template.
  ///
  /// @param filling lower case letters, digits and dashes
  public Setting<T> named(String filling) {
    if (!isPattern()) {
      throw new IllegalArgumentException("'%s' has no placeholder to fill.".formatted(name));
    }
    var filled = PLACEHOLDER.matcher(name).replaceFirst(filling);
    return new Setting<>(filled, notation, fallback, doc, isWorthTuning);
  }

  /// The environment variable that sets it, such as `DEPLOYER_EXECUTOR_TIME_LIMIT`.
  public String environmentName() {
    return Spelling.VARIABLE.of(name);
  }

  boolean isRequired() {
    return fallback == null && !isPattern();
  }

  boolean isPattern() {
    return name.indexOf('<') >= 0;
  }

  /// What fills the placeholder of this pattern in `word`, if it is one of its names.
  Optional<String> fillingIn(String word, Spelling spelling) {
    var spelled = spelling.of(name);
    var prefix = spelled.substring(0, spelled.indexOf('<'));
    var suffix = spelled.substring(spelled.indexOf('>') + 1);
    if (word.length() <= prefix.length() + suffix.length()
        || !word.startsWith(prefix)
        || !word.endsWith(suffix)) {
      return Optional.empty();
    }
    var middle = word.substring(prefix.length(), word.length() - suffix.length());
    return Optional.of(spelling.fillingIn(middle)).filter(f -> FILLING.matcher(f).matches());
  }

  /// Says that nobody has set it although somebody has to.
  String missing() {
    return "%s: it has no default. Add it to the settings file, or set %s."
        .formatted(name, environmentName());
  }
}
