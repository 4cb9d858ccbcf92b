package dev.templatedeployer.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Labels and their values, one a line, the values aligned.
final class Fields {

  private record Field(String label, String value) {}

  private final List<Field> fields = new ArrayList<>();

  Fields with(String label, String value) {
    fields.add(new Field(label, value));
    return this;
  }

  /// Leaves the field out if there is no value.
  Fields with(String label, Optional<String> value) {
    value.ifPresent(present -> with(label, present));
    return this;
  }

  boolean isEmpty() {
    return fields.isEmpty();
  }

  /// The lines, each with its end; further lines of a value stand below its first.
  String text(Look look) {
    var width = fields.stream().mapToInt(field -> Table.width(field.label())).max().orElse(0);
    var text = new StringBuilder();
    for (var field : fields) {
      var padding = " ".repeat(width - Table.width(field.label()) + 2);
      var value = field.value().stripTrailing().replace("\n", "\n" + " ".repeat(width + 4));
      text.append("  ").append(look.dim(field.label())).append(padding).append(value).append('\n');
    }
    return text.toString();
  }
}
