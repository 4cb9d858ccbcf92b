package dev.templatedeployer.http;

import dev.templatedeployer.query.Answer;
import dev.templatedeployer.query.FailureGroup;
import dev.templatedeployer.query.FailureGroups;
import dev.templatedeployer.query.FailureViews;
import dev.templatedeployer.query.Page;
import dev.templatedeployer.query.Paging;
import dev.templatedeployer.query.Position;
import dev.templatedeployer.query.filter.Filter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Answers with the groups that it was given.
final class FakeFailures implements FailureViews {

  FailureGroups groups = new FailureGroups(new Page<FailureGroup>(List.of(), null), true);

  /// What it was asked with last.
  @Nullable Filter lastFilter;

  @Nullable Paging lastPaging;

  @Override
  public Answer<FailureGroups> failures(Filter filter, Paging paging) {
    lastFilter = filter;
    lastPaging = paging;
    return new Answer<>(groups, Position.START);
  }
}
