package dev.templatedeployer.template.engine;

import java.util.List;
import java.util.Map;

/// A part of a YAML file, and the line in which it begins.
sealed interface Yaml {

  int line();

  /// What it is, for a sentence: `a text`.
  String noun();

  /// Keys with values, in the order of the file.
  record Mapping(int line, Map<String, Entry> entries) implements Yaml {
    @Override
    public String noun() {
      return "a section with keys";
    }
  }

  /// The value of a key.
  ///
  /// @param line where the key is
  record Entry(int line, Yaml value) {}

  /// A list.
  record Sequence(int line, List<Yaml> elements) implements Yaml {
    @Override
    public String noun() {
      return "a list";
    }
  }

  /// A text, number or truth value, as it is written.
  record Scalar(int line, String text) implements Yaml {
    @Override
    public String noun() {
      return "a text";
    }
  }

  /// Nothing at all after a key.
  record Nothing(int line) implements Yaml {
    @Override
    public String noun() {
      return "nothing";
    }
  }
}
