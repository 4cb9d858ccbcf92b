package dev.templatedeployer.bench.suite;

/// How much is done.
public enum Extent {
  /// As much as a figure needs that is to be quoted.
  FULL,
  /// As little as shows that everything works; its figures mean nothing.
  QUICK;

  /// Which of two sizes holds.
  int of(int full, int quick) {
    return this == FULL ? full : quick;
  }
}
