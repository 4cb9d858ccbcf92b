package dev.templatedeployer.settings;

import static java.util.stream.Collectors.joining;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The usual notations: numbers with bounds, durations, texts, paths, choices, lists and secrets.
public final class Notations {

  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]{1,200}");
  private static final String NOT_EMPTY = "Give it at least one character.";

  private Notations() {}

  public static Notation<Integer> atLeast(int least) {
    return wholeNumber("a whole number of at least " + least, least, Integer.MAX_VALUE);
  }

  /// A whole number from `least` to `most`, both included.
  public static Notation<Integer> between(int least, int most) {
    return wholeNumber("a whole number from %d to %d".formatted(least, most), least, most);
  }

  /// A duration of zero or longer.
  public static Notation<Duration> duration() {
    return DurationNotation.atLeast("a duration", Duration.ZERO);
  }

  public static Notation<Duration> positiveDuration() {
    return DurationNotation.atLeast("a duration longer than zero", Duration.ofNanos(1));
  }

  public static Notation<Boolean> trueOrFalse() {
    return Notation.of(
        "'true' or 'false'",
        "",
        text ->
            switch (text) {
              case "true" -> Optional.of(true);
              case "false" -> Optional.of(false);
              default -> Optional.empty();
            },
        Object::toString);
  }

  /// A text that is not blank.
  public static Notation<String> text() {
    return Notation.of(
        "a text", NOT_EMPTY, text -> Optional.of(text).filter(t -> !t.isBlank()), text -> text);
  }

  /// A name as Kafka takes it: up to 200 letters, digits, dots, dashes and underscores.
  public static Notation<String> name() {
    return Notation.of(
        "a name",
        "Write 1 to 200 letters, digits, dots, dashes and underscores.",
        text -> Optional.of(text).filter(NAME.asMatchPredicate()),
        text -> text);
  }

  public static Notation<Path> path() {
    return Notation.of("a path", NOT_EMPTY, Notations::readPath, Path::toString);
  }

  /// A password, key or token. It may also be read from a file, see [SettingsReader].
  public static Notation<Secret> secret() {
    return new Notation<>(
        "a secret",
        NOT_EMPTY,
        text -> Optional.of(text).filter(t -> !t.isBlank()).map(Secret::new),
        Secret::toString,
        true);
  }

  /// One of the constants of an enum, in lower case with dashes.
  public static <E extends Enum<E>> Notation<E> oneOf(Class<E> type) {
    var constants = List.of(type.getEnumConstants());
    return Notation.of(
        constants.stream().map(Notations::word).collect(joining("', '", "one of '", "'")),
        "",
        text -> constants.stream().filter(c -> word(c).equalsIgnoreCase(text)).findFirst(),
        Notations::word);
  }

  /// A list with commas between its elements. An empty text is an empty list.
  public static <T> Notation<List<T>> listOf(Notation<T> element) {
    return new Notation<>(
        "a list with commas, each element " + element.noun(),
        element.hint(),
        text -> readList(text, element),
        list -> list.stream().map(element.writer()).collect(joining(",")),
        element.isSecret());
  }

  private static Notation<Integer> wholeNumber(String noun, int least, int most) {
    return Notation.of(
        noun,
        "",
        text -> readInteger(text).filter(n -> least <= n && n <= most),
        n -> Integer.toString(n));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Optional<Integer> readInteger(String text) {
    try {
      return Optional.of(Integer.valueOf(text));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static Optional<Path> readPath(String text) {
    try {
      return Optional.of(text).filter(t -> !t.isEmpty()).map(Path::of);
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }

  private static <T> Optional<List<T>> readList(String text, Notation<T> element) {
    if (text.isBlank()) {
      return Optional.of(List.of());
    }
    var parts = Arrays.asList(text.split(",", -1));
    var values = parts.stream().map(element::read).flatMap(Optional::stream).toList();
    return values.size() == parts.size() ? Optional.of(values) : Optional.empty();
  }
}
