package dev.templatedeployer.settings;

/// What somebody wrote for one setting, and where. The text may be a secret.
record Given(Setting<?> setting, String text, Source source) {

  @Override
  public String toString() {
    return setting.name() + " from the " + source;
  }
}
