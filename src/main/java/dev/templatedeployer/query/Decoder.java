package dev.templatedeployer.query;

import dev.templatedeployer.wire.Undecodable;

/// Reads the values of a topic.
///
/// @param <E> the events on it
@FunctionalInterface
public interface Decoder<E> {

  /// May be called from many threads at once.
  E decode(byte[] value) throws Undecodable;
}
