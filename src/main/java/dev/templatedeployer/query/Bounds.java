package dev.templatedeployer.query;

/// How much of the table one page may cost.
///
/// @param sorted the most rows that are sorted
/// @param scanned the most rows that are looked at in order
record Bounds(int sorted, int scanned) {

  /// What takes some tens of milliseconds, and mostly far less.
  static final Bounds USUAL = new Bounds(5_000, 5_000);
}
