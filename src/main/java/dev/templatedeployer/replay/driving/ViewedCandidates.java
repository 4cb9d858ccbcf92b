package dev.templatedeployer.replay.driving;

import dev.templatedeployer.domain.Failure;
import dev.templatedeployer.query.DeploymentSummary;
import dev.templatedeployer.query.DeploymentViews;
import dev.templatedeployer.query.Page;
import dev.templatedeployer.query.Paging;
import dev.templatedeployer.query.Sort;
import dev.templatedeployer.query.filter.BadFilter;
import dev.templatedeployer.query.filter.Filter;
import dev.templatedeployer.query.filter.Fingerprint;
import dev.templatedeployer.replay.Candidate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// Candidates as the read model has them, found by its indexes.
///
/// @param views answers for lists
/// @param clock what ages in filters are counted from
public record ViewedCandidates(DeploymentViews views, InstantSource clock) implements Candidates {

  /// So many deployments that have not failed are counted, and no more.
  private static final int MOST_LEFT_OUT = 1_000;

  private static final Sort OLDEST = new Sort(Sort.Key.CREATED, false);

  @Override
  public Found find(String filter, int most) throws UnusableFilter {
    Instant now = clock.instant();
    Filter wanted = parse(filter, now);
    List<Candidate> failed =
        list(wanted.and(known("status:failed", now)), most + 1)
            .map(ViewedCandidates::candidate)
            .toList();
    long leftOut = list(wanted.and(known("-status:failed", now)), MOST_LEFT_OUT).count();
    return new Found(wanted.text(), failed, leftOut);
  }

  /// The first deployments that `filter` lets through, a few pages at a time: those that it does
  /// not may be a million.
  private Stream<DeploymentSummary> list(Filter filter, int most) {
    var found = new ArrayList<DeploymentSummary>();
    String cursor = null;
    do {
      Page<DeploymentSummary> page =
          views
              .deployments(filter, OLDEST, new Paging(cursor, Math.min(Paging.MOST, most)))
              .value();
      found.addAll(page.items());
      cursor = page.next();
    } while (cursor != null && found.size() < most);
    return found.stream().limit(most);
  }

  private static Candidate candidate(DeploymentSummary one) {
    var failure =
        new Failure(
            Objects.requireNonNullElse(one.failureCode(), "UNKNOWN"),
            Objects.requireNonNullElse(one.failureMessage(), ""),
            false);
    return new Candidate(
        one.id(),
        one.version(),
        one.template(),
        failure.code(),
        Fingerprint.of(failure).id(),
        failure.message());
  }

  private static Filter known(String filter, Instant now) {
    try {
      return Filter.parse(filter, now);
    } catch (BadFilter e) {
      throw new IllegalStateException("Our own filter cannot be read.", e);
    }
  }

  private static Filter parse(String filter, Instant now) throws UnusableFilter {
    try {
      Filter wanted = Filter.parse(filter, now);
      if (wanted.isAll()) {
        throw new UnusableFilter(
            "The filter is empty, and would let every deployment through. Say which you mean, for example by 'template:lock code:NO_QUOTA'.");
      }
      return wanted;
    } catch (BadFilter e) {
      throw new UnusableFilter(e.sentence());
    }
  }
}
