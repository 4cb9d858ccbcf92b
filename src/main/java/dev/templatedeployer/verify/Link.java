package dev.templatedeployer.verify;

import dev.templatedeployer.wire.EventHash;

/// How far a chain of events reaches.
///
/// @param version the version of its last event; 0 before the first
/// @param hash the hash of its last event
record Link(long version, EventHash hash) {

  /// Before the first event.
  static final Link NONE = new Link(0, EventHash.NONE);
}
