package dev.templatedeployer.template.engine;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads a YAML file into parts that know their lines.
///
/// Only what a settings file needs: one document, a section at its top, no key twice, and no
/// aliases, so that what is read is never larger than what is written.
final class YamlReader {

  private static final int MAX_BYTES = 128 * 1024;
  private static final YAMLFactory YAML = new YAMLFactory();

  private final YAMLParser parser;
  private final Mistakes mistakes;

  private YamlReader(YAMLParser parser, Mistakes mistakes) {
    this.parser = parser;
    this.mistakes = mistakes;
  }

  /// The section at the top of `file`; empty if it could not be read, which `mistakes` is told.
  static Optional<Yaml.Mapping> read(Path file, Mistakes mistakes) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        mistakes.of(file, "it is larger than %d KiB.".formatted(MAX_BYTES / 1024));
        return Optional.empty();
      }
      try (YAMLParser parser = YAML.createParser(Files.readAllBytes(file))) {
        return new YamlReader(parser, mistakes).document();
      }
    } catch (JsonProcessingException e) {
      mistakes.at(line(e.getLocation()), "this is no YAML: %s.".formatted(firstLine(e)));
    } catch (IOException e) {
      mistakes.of(file, "it cannot be read: %s. Check its permissions.".formatted(e.getMessage()));
    }
    return Optional.empty();
  }

  private Optional<Yaml.Mapping> document() throws IOException {
    JsonToken first = parser.nextToken();
    if (first != JsonToken.START_OBJECT) {
      mistakes.at(1, "the file has to begin with a key, such as 'name: my-template'.");
      return Optional.empty();
    }
    Yaml.Mapping top = mapping();
    if (parser.nextToken() != null) {
      mistakes.at(line(), "a second document begins here. Give each template a folder of its own.");
    }
    return Optional.of(top);
  }

  private Yaml value() throws IOException {
    if (parser.isCurrentAlias()) {
      mistakes.at(
          line(), "aliases such as '*%s' are not read. Write the value out.".formatted(text()));
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> mapping();
      case START_ARRAY -> sequence();
      case VALUE_NULL -> new Yaml.Nothing(line());
      default -> new Yaml.Scalar(line(), text());
    };
  }

  private Yaml.Mapping mapping() throws IOException {
    int line = line();
    Map<String, Yaml.Entry> entries = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      int at = line();
      parser.nextToken();
      if (entries.putIfAbsent(key, new Yaml.Entry(at, value())) != null) {
        mistakes.at(at, "the key '%s' is there twice.".formatted(key));
      }
    }
    return new Yaml.Mapping(line, entries);
  }

  private Yaml.Sequence sequence() throws IOException {
    int line = line();
    List<Yaml> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value());
    }
    return new Yaml.Sequence(line, elements);
  }

  private String text() throws IOException {
    return parser.getText();
  }

  private int line() {
    return line(parser.currentTokenLocation());
  }

  private static int line(JsonLocation location) {
    return location == null ? 1 : Math.max(1, location.getLineNr());
  }

  private static String firstLine(JsonProcessingException e) {
    return e.getOriginalMessage().lines().findFirst().orElse("it cannot be parsed");
  }
}
