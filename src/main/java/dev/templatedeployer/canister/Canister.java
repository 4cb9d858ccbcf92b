package dev.templatedeployer.canister;

import java.util.Optional;

/// A canister as its rules see it: the head, and the rows they ask for.
///
/// @param <H> the head
public interface Canister<H> {

  /// The head.
  H head();

  /// The row under `key`, if there is one.
  ///
  /// @param type the type that the rules declared for the table of `key`
  <R> Optional<R> row(RowKey key, Class<R> type);
}
