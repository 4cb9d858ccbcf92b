package dev.templatedeployer.query;

/// The name of whoever asks the read model, for as long as their request is answered. Each name has
/// its own turns, so that nobody takes all places; what the service asks for itself has no name.
public final class Asker {

  /// Their name, where a request is answered.
  public static final ScopedValue<String> NAME = ScopedValue.newInstance();

  private Asker() {}
}
