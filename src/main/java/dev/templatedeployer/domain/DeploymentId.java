package dev.templatedeployer.domain;

import java.util.regex.Pattern;

/// The id of a deployment, chosen by its sender. It is the key of every record about the
/// deployment.
public record DeploymentId(String value) {

  /// What an id looks like.
  public static final Pattern PATTERN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,127}");

  /// @throws IllegalArgumentException with a sentence for the sender, if `value` is not an id
  public DeploymentId {
    if (!PATTERN.matcher(value).matches()) {
      throw new IllegalArgumentException(
          ("'%s' is not a deployment id. Use 1 to 128 letters, digits, dots, colons, dashes and underscores,"
                  + " beginning with a letter or digit.")
              .formatted(value.length() > 128 ? value.substring(0, 128) + "…" : value));
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
