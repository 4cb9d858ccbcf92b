package dev.templatedeployer.domain;

import java.util.regex.Pattern;

/// The name of a template, such as `lock`. Part of a topic's name, so it stays short and plain.
public record TemplateName(String value) {

  /// What a name looks like.
  public static final Pattern PATTERN = Pattern.compile("[a-z][a-z0-9-]{0,62}");

  /// @throws IllegalArgumentException with a sentence for the sender, if `value` is not a name
  public TemplateName {
    if (!PATTERN.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "'%s' is not a template name. Use 1 to 63 lower-case letters, digits and dashes, beginning with a letter."
              .formatted(value.length() > 63 ? value.substring(0, 63) + "…" : value));
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
