package dev.templatedeployer.query;

import dev.templatedeployer.canister.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A canister whose rows can be listed, for a question about it. Good only during the call that it
/// was handed to.
public interface ListedCanister extends StoredCanister {

  /// The rows of `table` as JSON, ordered by their keys.
  ///
  /// @param after the key behind which they begin, or null for the first
  /// @param limit how many at most
  List<Row<String>> rows(String table, @Nullable String after, int limit);
}
