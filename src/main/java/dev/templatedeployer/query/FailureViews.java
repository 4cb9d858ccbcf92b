package dev.templatedeployer.query;

import dev.templatedeployer.query.filter.Filter;

/// What may be asked about failures. May be called from many threads at once.
public interface FailureViews {

  /// The deployments that have failed and that `filter` lets through, grouped by their
  /// fingerprints, the largest group first.
  ///
  /// Without a filter all are counted. With one, those that failed last are looked at first, and no
  /// more than some thousands.
  ///
  /// @throws UnanswerableQuestion if the cursor is mistyped, or of another question
  Answer<FailureGroups> failures(Filter filter, Paging paging);
}
