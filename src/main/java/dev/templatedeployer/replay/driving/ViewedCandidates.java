package dev.templatedeployer.replay.driving;

import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.domain.Phase;
import dev.templatedeployer.query.DeploymentFilter;
import dev.templatedeployer.query.DeploymentSummary;
import dev.templatedeployer.query.DeploymentViews;
import dev.templatedeployer.query.Page;
import dev.templatedeployer.query.Paging;
import dev.templatedeployer.query.filter.BadFilter;
import dev.templatedeployer.query.filter.Filter;
import dev.templatedeployer.query.filter.Fingerprint;
import dev.templatedeployer.replay.Candidate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;

/// Candidates as the read model has them: every deployment is looked at, so that the answer is
/// exact.
///
/// @param views answers for lists and records
/// @param clock what ages in filters are counted from
public record ViewedCandidates(DeploymentViews views, InstantSource clock) implements Candidates {

  @Override
  public Found find(String filter, int most) throws UnusableFilter {
    Filter wanted = parse(filter);
    var failed = new ArrayList<Candidate>();
    long leftOut = 0;
    String cursor = null;
    do {
      Page<DeploymentSummary> page =
          views.deployments(DeploymentFilter.ALL, new Paging(cursor, Paging.MOST)).value();
      for (DeploymentSummary one : page.items()) {
        Optional<DeploymentRecord> record =
            views.deployment(one.id()).value().filter(wanted::matches);
        if (record.isPresent() && record.get().phase() instanceof Phase.Failed(var failure)) {
          failed.add(
              new Candidate(
                  one.id(),
                  record.get().version(),
                  one.template(),
                  failure.code(),
                  Fingerprint.of(failure).id(),
                  failure.message()));
        } else if (record.isPresent()) {
          leftOut++;
        }
      }
      cursor = page.next();
    } while (cursor != null && failed.size() <= most);
    return new Found(wanted.text(), failed.reversed(), leftOut);
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
