package dev.templatedeployer.query;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A part of a list.
///
/// @param next the cursor of the part that follows, or null if this is the last
public record Page<T>(List<T> items, @Nullable String next) {

  public Page {
    items = List.copyOf(items);
  }

  /// The page that begins `found`.
  ///
  /// @param found up to one item more than `limit`, which tells whether another page follows
  /// @param cursor the cursor of the page after an item
  static <T> Page<T> of(List<T> found, int limit, Function<T, String> cursor) {
    return found.size() <= limit
        ? new Page<>(found, null)
        : new Page<>(found.subList(0, limit), cursor.apply(found.get(limit - 1)));
  }

  <R> Page<R> map(Function<T, R> change) {
    return new Page<>(items.stream().map(change).toList(), next);
  }
}
