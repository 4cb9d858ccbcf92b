package dev.templatedeployer.canister;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A canister as its views see it: with all its rows at hand, a page at a time.
///
/// Only views are given one. An operation names the rows it needs, so that it costs the same
/// however many there are.
///
/// @param <H> the head
public interface WholeCanister<H> extends Canister<H> {

  /// The most rows that can be asked for at once.
  int MOST_ROWS = 500;

  /// Rows of `table`, ordered by their keys.
  ///
  /// @param after the key behind which they begin, or null for the first
  /// @param limit how many at most, 1 to [#MOST_ROWS]
  /// @param type the type that the rules declared for `table`
  <R> List<Row<R>> rows(String table, @Nullable String after, int limit, Class<R> type);
}
