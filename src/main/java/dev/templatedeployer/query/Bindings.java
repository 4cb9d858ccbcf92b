package dev.templatedeployer.query;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The values of an SQL query, which its text names.
final class Bindings {

  private final String prefix;
  private final Map<String, Object> values = new LinkedHashMap<>();

  Bindings() {
    this("v");
  }

  /// @param prefix what its names begin with, so that they are not those of others in a query
  Bindings(String prefix) {
    this.prefix = prefix;
  }

  /// How the text names `value`.
  String name(Object value) {
    String name = prefix + values.size();
    values.put(name, value);
    return ":" + name;
  }

  /// The names of several values, parted by commas.
  String names(List<?> several) {
    return several.stream().map(this::name).collect(Collectors.joining(", "));
  }

  Map<String, Object> values() {
    return Collections.unmodifiableMap(values);
  }
}
