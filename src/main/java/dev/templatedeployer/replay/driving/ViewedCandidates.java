package dev.templatedeployer.replay.driving;

import dev.templatedeployer.domain.Failure;
import dev.templatedeployer.domain.Status;
import dev.templatedeployer.query.DeploymentSummary;
import dev.templatedeployer.query.DeploymentViews;
import dev.templatedeployer.query.Page;
import dev.templatedeployer.query.Paging;
import dev.templatedeployer.query.Sort;
import dev.templatedeployer.query.filter.BadFilter;
import dev.templatedeployer.query.filter.Filter;
import dev.templatedeployer.query.filter.Fingerprint;
import dev.templatedeployer.replay.Candidate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Objects;

/// Candidates as the read model has them, found by its indexes.
///
/// @param views answers for lists
/// @param clock what ages in filters are counted from
public record ViewedCandidates(DeploymentViews views, InstantSource clock) implements Candidates {

  private static final Sort OLDEST = new Sort(Sort.Key.CREATED, false);

  @Override
  public Found find(String filter, int most) throws UnusableFilter {
    Filter wanted = parse(filter);
    var failed = new ArrayList<Candidate>();
    long leftOut = 0;
    String cursor = null;
    do {
      Page<DeploymentSummary> page =
          views.deployments(wanted, OLDEST, new Paging(cursor, Paging.MOST)).value();
      for (DeploymentSummary one : page.items()) {
        if (one.status() == Status.FAILED) {
          failed.add(candidate(one));
        } else {
          leftOut++;
        }
      }
      cursor = page.next();
    } while (cursor != null && failed.size() <= most);
    return new Found(wanted.text(), failed, leftOut);
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

  private Filter parse(String filter) throws UnusableFilter {
    try {
      Filter wanted = Filter.parse(filter, clock.instant());
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
