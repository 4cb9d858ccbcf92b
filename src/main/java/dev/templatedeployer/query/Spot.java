package dev.templatedeployer.query;

/// A place in an ordered list: after the item `id`, whose key is `key`.
///
/// It names no row number and no build of the read model, so it stays good while rows come in,
/// after a rebuild, and at every instance of the service.
///
/// @param key what the list is ordered by, such as milliseconds since 1970
record Spot(long key, String id) {

  /// What stands before every item of a list that is newest first.
  static final Spot NEWEST = new Spot(Long.MAX_VALUE, "");
}
