package dev.templatedeployer.settings;

import java.util.List;

/// Everything that is wrong with the settings, one sentence each. The message holds them all, a
/// line each, and no secret.
public final class SettingsMistakes extends RuntimeException {

  private final List<String> mistakes;

  public SettingsMistakes(List<String> mistakes) {
    super(String.join("\n", mistakes));
    this.mistakes = List.copyOf(mistakes);
  }

  public List<String> mistakes() {
    return mistakes;
  }
}
