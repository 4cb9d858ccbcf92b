package dev.templatedeployer.query;

import org.jspecify.annotations.Nullable;

/// Which part of a list is wanted.
///
/// @param cursor where it begins, as a [Page] before it gave out, or null for the beginning
/// @param limit the most items, from 1 to [#MOST]
public record Paging(@Nullable String cursor, int limit) {

  /// The most items that a page has.
  public static final int MOST = 200;

  /// @throws UnanswerableQuestion if `limit` is out of range
  public Paging {
    if (limit < 1 || limit > MOST) {
      throw new UnanswerableQuestion(
          "limit", "A page has from 1 to %d items, and %d were asked for.".formatted(MOST, limit));
    }
  }

  /// The first page of a list.
  public static Paging first(int limit) {
    return new Paging(null, limit);
  }
}
