package dev.templatedeployer.query;

import dev.templatedeployer.canister.RowKey;
import java.util.Optional;

/// A canister as it stands in the tables. Good only during the call that it was handed to.
public interface StoredCanister {

  /// What is known of it beside its state.
  CanisterSummary summary();

  /// Its head, as JSON.
  String head();

  /// The row under `key` as JSON, if there is one.
  Optional<String> row(RowKey key);
}
