package dev.templatedeployer.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.templatedeployer.domain.Refusal.Violation;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the fields of a JSON object, and collects everything that is wrong with them. A field that
/// is wrong reads as if it were not there.
final class Fields {

  private static final int LONGEST_QUOTE = 64;

  private final ObjectNode object;
  private final Set<String> known = new LinkedHashSet<>();
  private final List<Violation> violations = new ArrayList<>();

  Fields(ObjectNode object) {
    this.object = object;
  }

  /// The text of a field, or null.
  ///
  /// @param most the most characters it may have
  @Nullable String text(String name, int most) {
    JsonNode value = field(name);
    if (value == null) {
      return null;
    }
    if (!value.isTextual()) {
      wrong(name, "WRONG_TYPE", "'%s' has to be a text.".formatted(name));
      return null;
    }
    String text = value.textValue();
    if (text.isBlank()) {
      wrong(name, "EMPTY", "'%s' is empty.".formatted(name));
      return null;
    }
    if (text.length() > most) {
      wrong(name, "TOO_LONG", "'%s' is longer than %d characters.".formatted(name, most));
      return null;
    }
    return text;
  }

  /// The text of a field that has to be there; empty if it is wrong.
  String requiredText(String name, int most) {
    if (field(name) == null) {
      missing(name);
      return "";
    }
    String text = text(name, most);
    return text == null ? "" : text;
  }

  /// The whole number in a field, or null.
  @Nullable Integer wholeNumber(String name) {
    JsonNode value = field(name);
    if (value == null) {
      return null;
    }
    if (value.isIntegralNumber() && value.canConvertToInt()) {
      return value.intValue();
    }
    wrong(name, "WRONG_TYPE", "'%s' has to be a whole number.".formatted(name));
    return null;
  }

  /// Whether a field is true; false if it is not there.
  boolean flag(String name) {
    JsonNode value = field(name);
    if (value != null && !value.isBoolean()) {
      wrong(name, "WRONG_TYPE", "'%s' has to be true or false.".formatted(name));
    }
    return value != null && value.asBoolean();
  }

  /// The time in a field, or null.
  @Nullable Instant time(String name) {
    String text = text(name, 64);
    if (text == null) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException _) {
      wrong(
          name,
          "NOT_A_TIME",
          "'%s' has to be a time as in RFC 3339, such as '2026-03-01T12:00:00Z'.".formatted(name));
      return null;
    }
  }

  /// Whether a field that has to be there is true; false if it is wrong.
  boolean requiredFlag(String name) {
    JsonNode value = field(name);
    if (value == null) {
      missing(name);
    } else if (!value.isBoolean()) {
      wrong(name, "WRONG_TYPE", "'%s' has to be true or false.".formatted(name));
    }
    return value != null && value.booleanValue();
  }

  /// The texts in a list, or null.
  ///
  /// @param most the most texts that it may have
  @Nullable List<String> textList(String name, int most) {
    JsonNode value = field(name);
    if (value == null) {
      return null;
    }
    var texts = new ArrayList<String>();
    value.forEach(item -> {
      if (item.isTextual()) {
        texts.add(item.textValue());
      }
    });
    if (!value.isArray() || texts.size() != value.size() || texts.size() > most) {
      wrong(name, "WRONG_TYPE", "'%s' has to be a list of at most %d texts.".formatted(name, most));
      return null;
    }
    return texts;
  }

  /// The object in a field that has to be there, or null if it is wrong.
  @Nullable ObjectNode requiredObject(String name) {
    if (field(name) == null) {
      missing(name);
    }
    return object(name);
  }

  /// The object in a field, or null.
  @Nullable ObjectNode object(String name) {
    return switch (field(name)) {
      case null -> null;
      case ObjectNode nested -> nested;
      default -> {
        wrong(name, "WRONG_TYPE", "'%s' has to be an object.".formatted(name));
        yield null;
      }
    };
  }

  /// The texts in an object, by name; empty if there are none.
  Map<String, String> texts(String name) {
    ObjectNode nested = object(name);
    var texts = new LinkedHashMap<String, String>();
    if (nested != null) {
      nested
          .properties()
          .forEach(entry -> {
            if (entry.getValue().isTextual()) {
              texts.put(entry.getKey(), entry.getValue().textValue());
            } else {
              add(
                  "/" + name + "/" + escaped(entry.getKey()),
                  "WRONG_TYPE",
                  "The values in '%s' have to be texts.".formatted(name));
            }
          });
    }
    return texts;
  }

  /// The JSON Pointer of the field `name` in the object of the field `outer`.
  static String pointer(String outer, String name) {
    return "/" + outer + "/" + escaped(name);
  }

  /// Notes what is wrong in some place.
  ///
  /// @param pointer JSON Pointer of the place
  void add(String pointer, String code, String message) {
    violations.add(new Violation(pointer, code, message));
  }

  /// Ends the reading.
  ///
  /// @throws Problem if anything is wrong, or if there is a field that nobody asked for
  void done() {
    object.properties().stream()
        .map(Map.Entry::getKey)
        .filter(name -> !known.contains(name))
        .forEach(name ->
            add(
                "/" + escaped(name),
                "UNKNOWN_FIELD",
                "There is no field '%s'. There are: %s."
                    .formatted(shortened(name), String.join(", ", known))));
    if (!violations.isEmpty()) {
      throw Problem.invalid(violations);
    }
  }

  private @Nullable JsonNode field(String name) {
    known.add(name);
    JsonNode value = object.get(name);
    return value == null || value.isNull() ? null : value;
  }

  private void missing(String name) {
    add("/" + name, "MISSING", "'%s' is missing.".formatted(name));
  }

  private void wrong(String name, String code, String message) {
    add("/" + name, code, message);
  }

  private static String escaped(String name) {
    return shortened(name).replace("~", "~0").replace("/", "~1");
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST_QUOTE ? name : name.substring(0, LONGEST_QUOTE) + "…";
  }
}
