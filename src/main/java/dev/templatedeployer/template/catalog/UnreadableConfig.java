package dev.templatedeployer.template.catalog;

import dev.templatedeployer.template.Violation;

/// A config that is not what its template can read. The message is safe to show: it never quotes
/// what is there.
public final class UnreadableConfig extends Exception {

  private static final long serialVersionUID = 1;

  private final String field;

  UnreadableConfig(String field) {
    super(
        field.isEmpty()
            ? "The template cannot read this config."
            : "The template cannot read what is at '%s'.".formatted(field));
    this.field = field;
  }

  /// What is wrong, as the sender of the config is told it.
  Violation violation() {
    return new Violation(field, "UNREADABLE", "The template cannot read this value.");
  }
}
