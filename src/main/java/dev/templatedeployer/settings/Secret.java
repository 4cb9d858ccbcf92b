package dev.templatedeployer.settings;

/// A value that is never shown: it prints as `(set)`.
///
/// @param value what nobody else should see
public record Secret(String value) {

  @Override
  public String toString() {
    return "(set)";
  }
}
