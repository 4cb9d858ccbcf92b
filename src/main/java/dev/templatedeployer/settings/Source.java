package dev.templatedeployer.settings;

/// Where a value was found. An earlier source wins over a later one.
public enum Source {
  COMMAND_LINE("command line"),
  ENVIRONMENT("environment"),
  FILE("file"),
  DEFAULT("default");

  private final String words;

  Source(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
