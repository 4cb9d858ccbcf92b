package dev.templatedeployer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Any JSON as something to read: nested objects become fields with dotted labels, amounts get
/// separators, times say how long ago, and lists of objects become tables.
final class ReadableJson {

  private static final Pattern DIGITS = Pattern.compile("-?\\d{4,}");
  private static final Pattern DURATION =
      Pattern.compile("P(\\d{1,6}D)?(T(?=\\d)(\\d{1,9}H)?(\\d{1,9}M)?(\\d{1,9}S)?)?(?<!P)");
  private static final Pattern EVERY_THIRD = Pattern.compile("(?<=\\d)(?=(\\d{3})+$)");

  private final Instant now;
  private final Look look;

  ReadableJson(Instant now, Look look) {
    this.now = now;
    this.look = look;
  }

  /// The whole, a field a line.
  String text(JsonNode json) {
    var fields = new Fields();
    add(fields, "", json);
    return fields.text(look);
  }

  /// Puts everything in `json` below `label` into `fields`; nulls are left out.
  void add(Fields fields, String label, JsonNode json) {
    if (json.isObject() && !json.isEmpty()) {
      json.properties()
          .forEach(property ->
              add(
                  fields,
                  label.isEmpty() ? property.getKey() : label + "." + property.getKey(),
                  property.getValue()));
    } else if (!json.isNull() && !json.isMissingNode()) {
      fields.with(label.isEmpty() ? "value" : label, value(json));
    }
  }

  /// One value, in a line if it is not a list of objects.
  String value(JsonNode json) {
    if (json.isContainerNode() && json.isEmpty()) {
      return look.dim("none");
    }
    if (json.isArray()) {
      return json.get(0).isObject() ? table(json) : inOneLine(json);
    }
    return json.isObject() ? json.toString() : plainValue(json);
  }

  private String plainValue(JsonNode json) {
    if (json.isBoolean()) {
      return json.booleanValue() ? "yes" : "no";
    }
    var text = json.asText();
    var time = json.isTextual() ? Json.instant(text) : Optional.<Instant>empty();
    return time.map(instant -> Times.full(instant, now))
        .or(() -> length(text))
        .orElseGet(() -> amount(text));
  }

  private static Optional<String> length(String text) {
    return DURATION.matcher(text).matches()
        ? Optional.of(Times.length(Duration.parse(text)))
        : Optional.empty();
  }

  /// A number with separators; any other text as it is.
  static String amount(String text) {
    return DIGITS.matcher(text).matches() ? EVERY_THIRD.matcher(text).replaceAll(",") : text;
  }

  private String inOneLine(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(this::value)
        .collect(Collectors.joining(", "));
  }

  private String table(JsonNode objects) {
    var heads = new LinkedHashSet<String>();
    objects.forEach(object -> object.fieldNames().forEachRemaining(heads::add));
    var table = new Table(heads.stream().toList());
    for (var object : objects) {
      table.row(heads.stream().map(head -> cell(object.path(head))).toList());
    }
    return table.text(look);
  }

  private String cell(JsonNode json) {
    return json.isMissingNode() || json.isNull() ? "" : value(json).replace("\n", "; ");
  }
}
