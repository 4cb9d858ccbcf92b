package dev.templatedeployer.template.engine;

import dev.templatedeployer.settings.Nearest;
import dev.templatedeployer.settings.Notation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The keys of one section of a YAML file, read one by one. What is wrong is told to the mistakes
/// and reading goes on, so that all of it is found at once.
final class Section {

  private final String name;
  private final Yaml.Mapping mapping;
  private final Mistakes mistakes;
  private final Set<String> known = new LinkedHashSet<>();

  /// @param name how sentences call it; empty for the whole file
  Section(String name, Yaml.Mapping mapping, Mistakes mistakes) {
    this.name = name;
    this.mapping = mapping;
    this.mistakes = mistakes;
  }

  /// The text of a key that has to be there.
  Yaml.Scalar required(String key, String example) {
    Optional<Yaml.Scalar> text = text(key);
    if (text.isPresent()) {
      return text.get();
    }
    if (!mapping.entries().containsKey(key)) {
      mistakes.at(
          mapping.line(),
          "the key '%s' is missing%s. Add a line such as '%s: %s'."
              .formatted(key, place(), key, example));
    }
    return new Yaml.Scalar(mapping.line(), "");
  }

  /// The text of a key.
  Optional<Yaml.Scalar> text(String key) {
    return value(key, Yaml.Scalar.class, "a text");
  }

  /// The value of a key in one of the notations of settings.
  <T> Optional<T> value(String key, Notation<T> notation) {
    Optional<Yaml.Scalar> text = text(key);
    Optional<T> value = text.flatMap(t -> notation.reader().apply(t.text().strip()));
    if (text.isPresent() && value.isEmpty()) {
      mistakes.at(
          text.get().line(),
          "'%s' has to be %s, and is '%s'. %s"
              .formatted(key, notation.noun(), text.get().text(), notation.hint())
              .strip());
    }
    return value;
  }

  /// The texts of a list; empty if the key is not there.
  List<Yaml.Scalar> texts(String key) {
    return value(key, Yaml.Sequence.class, "a list")
        .map(list -> scalars(key, list))
        .orElse(List.of());
  }

  /// The elements of a list in one of the notations of settings; nothing if the key is not there.
  <T> Optional<List<T>> values(String key, Notation<T> notation) {
    if (!has(key)) {
      known.add(key);
      return Optional.empty();
    }
    List<T> values = new ArrayList<>();
    for (Yaml.Scalar text : texts(key)) {
      notation
          .reader()
          .apply(text.text().strip())
          .ifPresentOrElse(
              values::add,
              () ->
                  mistakes.at(
                      text.line(),
                      "each of '%s' has to be %s, and this is '%s'. %s"
                          .formatted(key, notation.noun(), text.text(), notation.hint())
                          .strip()));
    }
    return Optional.of(values);
  }

  /// The texts below a key by the names that their author gave them; empty if it is not there.
  Map<String, Yaml.Scalar> namedTexts(String key) {
    Map<String, Yaml.Scalar> texts = new LinkedHashMap<>();
    value(key, Yaml.Mapping.class, "a section with keys")
        .ifPresent(section ->
            section
                .entries()
                .forEach((name, entry) -> {
                  if (entry.value() instanceof Yaml.Scalar text) {
                    texts.put(name, text);
                  } else {
                    wrongType(name, entry, "a text");
                  }
                }));
    return texts;
  }

  /// The section below a key.
  Optional<Section> section(String key) {
    return value(key, Yaml.Mapping.class, "a section with keys")
        .map(below -> new Section(key, below, mistakes));
  }

  boolean has(String key) {
    return mapping.entries().containsKey(key);
  }

  /// The line of a key, or of the section if the key is not there.
  int line(String key) {
    Yaml.Entry entry = mapping.entries().get(key);
    return entry == null ? mapping.line() : entry.line();
  }

  /// @param sentence begins with a small letter
  void mistake(int line, String sentence) {
    mistakes.at(line, sentence);
  }

  Mistakes mistakes() {
    return mistakes;
  }

  /// Says of each key that nobody has asked for that it is unknown.
  void refuseOthers() {
    mapping
        .entries()
        .forEach((key, entry) -> {
          if (!known.contains(key)) {
            mistakes.at(
                entry.line(),
                "there is no key '%s'%s. %s"
                    .formatted(
                        key,
                        place(),
                        Nearest.to(key, known)
                            .map("Do you mean '%s'?"::formatted)
                            .orElse("There are: %s.".formatted(String.join(", ", known)))));
          }
        });
  }

  private <T extends Yaml> Optional<T> value(String key, Class<T> type, String noun) {
    known.add(key);
    Yaml.Entry entry = mapping.entries().get(key);
    if (entry == null) {
      return Optional.empty();
    }
    if (type.isInstance(entry.value())) {
      return Optional.of(type.cast(entry.value()));
    }
    wrongType(key, entry, noun);
    return Optional.empty();
  }

  private List<Yaml.Scalar> scalars(String key, Yaml.Sequence list) {
    List<Yaml.Scalar> texts = new ArrayList<>();
    for (Yaml element : list.elements()) {
      if (element instanceof Yaml.Scalar text) {
        texts.add(text);
      } else {
        mistakes.at(
            element.line(),
            "each of '%s' has to be a text, and this is %s.".formatted(key, element.noun()));
      }
    }
    return texts;
  }

  private void wrongType(String key, Yaml.Entry entry, String noun) {
    mistakes.at(
        entry.line(), "'%s' has to be %s, and is %s.".formatted(key, noun, entry.value().noun()));
  }

  private String place() {
    return name.isEmpty() ? "" : " in '%s'".formatted(name);
  }
}
