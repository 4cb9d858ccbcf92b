package dev.templatedeployer.settings;

import java.util.Optional;
import java.util.function.Function;

/// How values of one type are written on the command line, in the environment and in a file.
///
/// [Notations] has the usual ones. A package whose setting has a type of its own makes its own.
///
/// @param noun what a value is, with its article: `a duration`
/// @param hint a sentence on how to write one, or nothing: `Write it like 'PT5M' or '5m'.`
/// @param reader the value of a text, or nothing if the text is not one
/// @param writer a text that `reader` understands, except for secrets
/// @param isSecret whether a value must never be shown
public record Notation<T>(
    String noun,
    String hint,
    Function<String, Optional<T>> reader,
    Function<T, String> writer,
    boolean isSecret) {

  public static <T> Notation<T> of(
      String noun, String hint, Function<String, Optional<T>> reader, Function<T, String> writer) {
    return new Notation<>(noun, hint, reader, writer, false);
  }

  Optional<T> read(String text) {
    return reader.apply(isSecret ? text : text.strip());
  }

  /// The same notation for a value that may be missing.
  @SuppressWarnings("OptionalMapToOptional") // a text that is understood, and then a value or none
  Notation<Optional<T>> optional() {
    return new Notation<>(
        noun,
        hint,
        text -> reader.apply(text).map(Optional::of),
        value -> value.map(writer).orElse("(none)"),
        isSecret);
  }

  /// Says what is wrong with a text that [#read] does not understand.
  String complaintAbout(String text) {
    var subject = isSecret ? "the value" : "'" + text.strip() + "'";
    return "%s is not %s. %s".formatted(subject, noun, hint).strip();
  }
}
