package dev.templatedeployer.wire;

/// Who writes or reads a topic: everybody of a kind, or one backend.
public sealed interface Party {

  /// Everybody of a kind.
  enum Kind implements Party {
    /// The processes that decide, answer queries and serve the API.
    SERVICE,
    /// Those that run templates; in the same processes for now, and with the same principal.
    EXECUTORS,
    /// Those that ask for deployments, every one of them.
    BACKENDS,
    /// Those that want to hear how deployments ended, and nothing else.
    SUBSCRIBERS,
    /// The people who make topics and look into trouble.
    OPERATORS
  }

  /// One backend, by its name in the settings.
  record Backend(String name) implements Party {}
}
