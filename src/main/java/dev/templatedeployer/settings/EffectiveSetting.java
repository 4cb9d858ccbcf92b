package dev.templatedeployer.settings;

/// The value of a setting that is in force, as it may be shown to anybody.
///
/// @param value as it would be written in the settings file; `(set)` for a secret, `(none)` if
///   there is none
public record EffectiveSetting(String name, String value, Source source) {

  @Override
  public String toString() {
    return "%s = %s (%s)".formatted(name, value, source);
  }
}
