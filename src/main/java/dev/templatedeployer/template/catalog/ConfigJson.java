package dev.templatedeployer.template.catalog;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.templatedeployer.template.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// What holds for the bytes of every config, whatever its template: they are not too many, they are
/// JSON, it is not nested too deep, and no object has a field twice.
final class ConfigJson {

  /// The most bytes of a config.
  static final int MAX_BYTES = 128 << 10;

  /// The most objects and arrays inside each other.
  static final int MAX_DEPTH = 32;

  /// With the limits of [Json], but without its check for names that are there twice: that is made
  /// here, so that it can be said which.
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(Json.mapper().getFactory().streamReadConstraints())
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private ConfigJson() {}

  /// The first thing that is wrong with `bytes`, or empty if they are JSON within the limits.
  static Optional<Violation> problem(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      return violation(
          "",
          "TOO_LARGE",
          "A config has at most %d bytes, and this one has %d.".formatted(MAX_BYTES, bytes.length));
    }
    try (JsonParser parser = JSON.createParser(bytes)) {
      return problem(parser);
    } catch (StreamConstraintsException e) {
      return violation("", "TOO_LARGE", "A number or a name is too long, %s.".formatted(place(e)));
    } catch (JsonProcessingException e) {
      return violation("", "NOT_JSON", "The config is no JSON: it breaks %s.".formatted(place(e)));
    } catch (IOException e) {
      throw new UncheckedIOException("Bytes in memory could not be read.", e);
    }
  }

  private static Optional<Violation> problem(JsonParser parser) throws IOException {
    Deque<Set<String>> namesOfOpenObjects = new ArrayDeque<>();
    boolean isComplete = false;
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      if (isComplete) {
        return violation("", "NOT_JSON", "Something follows the end of the config's JSON.");
      }
      switch (token) {
        case START_OBJECT, START_ARRAY -> namesOfOpenObjects.push(new HashSet<>());
        case END_OBJECT, END_ARRAY -> namesOfOpenObjects.pop();
        case FIELD_NAME -> {
          if (!namesOfOpenObjects.element().add(parser.currentName())) {
            return violation(pointer(parser), "DUPLICATE_FIELD", "This field is there twice.");
          }
        }
        default -> {} // a plain value
      }
      if (namesOfOpenObjects.size() > MAX_DEPTH) {
        return violation(
            pointer(parser),
            "TOO_DEEP",
            "A config has at most %d objects and arrays inside each other.".formatted(MAX_DEPTH));
      }
      isComplete = namesOfOpenObjects.isEmpty();
    }
    return isComplete
        ? Optional.empty()
        : violation("", "NOT_JSON", "The config is empty. Write at least '{}'.");
  }

  private static String pointer(JsonParser parser) {
    return parser.getParsingContext().pathAsPointer().toString();
  }

  /// Where it broke, and nothing of what is there: it may be secret.
  private static String place(JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    return at == null
        ? "somewhere"
        : "at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
  }

  private static Optional<Violation> violation(String field, String code, String message) {
    return Optional.of(new Violation(field, code, message));
  }
}
