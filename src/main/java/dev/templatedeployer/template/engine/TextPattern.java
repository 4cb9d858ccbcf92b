package dev.templatedeployer.template.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text with places such as `${canister.id}` in it, which are filled at each call. What fills
/// them is never looked at for places again.
///
/// @param parts in their order
record TextPattern(List<Part> parts) {

  private static final Pattern PLACE = Pattern.compile("\\$\\{([^${}]*)}");

  /// A part of it.
  sealed interface Part {

    /// What stays as it is.
    record Plain(String text) implements Part {}

    /// What is filled.
    record Place(String name) implements Part {}
  }

  /// What a place is filled with.
  @FunctionalInterface
  interface Filling<E extends Exception> {
    String of(String place) throws E;
  }

  TextPattern {
    parts = List.copyOf(parts);
  }

  /// Reads `text`.
  ///
  /// @param isKnown which places there may be
  /// @param howTo a sentence that names them
  static TextPattern read(
      Yaml.Scalar text, Predicate<String> isKnown, String howTo, Mistakes mistakes) {
    List<Part> parts = new ArrayList<>();
    Matcher places = PLACE.matcher(text.text());
    int end = 0;
    while (places.find()) {
      parts.add(new Part.Plain(text.text().substring(end, places.start())));
      parts.add(new Part.Place(places.group(1)));
      end = places.end();
      if (!isKnown.test(places.group(1))) {
        mistakes.at(
            text.line(),
            "nothing is known to fill '%s' with here. %s".formatted(places.group(), howTo));
      }
    }
    parts.add(new Part.Plain(text.text().substring(end)));
    if (parts.stream().anyMatch(p -> p instanceof Part.Plain(var plain) && plain.contains("${"))) {
      mistakes.at(text.line(), "a '${' without its '}' is in '%s'.".formatted(text.text()));
    }
    parts.removeIf(part -> part instanceof Part.Plain(var plain) && plain.isEmpty());
    return new TextPattern(parts);
  }

  /// The names of its places.
  List<String> places() {
    return parts.stream()
        .flatMap(part ->
            part instanceof Part.Place(var name)
                ? List.of(name).stream()
                : List.<String>of().stream())
        .toList();
  }

  /// The text with all places filled.
  <E extends Exception> String filled(Filling<E> filling) throws E {
    var filled = new StringBuilder();
    for (Part part : parts) {
      switch (part) {
        case Part.Plain(var text) -> filled.append(text);
        case Part.Place(var name) -> filled.append(filling.of(name));
      }
    }
    return filled.toString();
  }
}
