package dev.templatedeployer.query;

import dev.templatedeployer.query.filter.Filter;
import dev.templatedeployer.query.filter.Term;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatements;

/// How a list is found: by which leads, and what is checked on the rows that they lead to.
///
/// The term with the fewest deployments leads. If its index does not give them in the wanted order,
/// it may lead only if there are so few that they can be sorted; else the rows are read in order,
/// and no more of them than [Bounds] allow.
///
/// Where a page ends is told by its cursor. So if the filter is confined, nothing leads that could
/// end a page at a deployment of others: only the term that confines, and what reaches so few that
/// a page never ends among them.
///
/// @param leads together they reach every wanted deployment
/// @param isExact whether nothing is left to check, so that every row is wanted
/// @param isEndless whether a page may not end before the rows do; they are few then
record ListPlan(List<Lead> leads, boolean isExact, boolean isEndless) {

  /// Several leads of one term, and the terms that are left to check.
  ///
  /// @param isOfOwn whether it reaches only what one who is confined may learn of
  private record Candidate(List<Lead> leads, boolean isExact, boolean isOfOwn, long count) {

    ListPlan plan(Filter filter) {
      return new ListPlan(leads, isExact, !isOfOwn && filter.confines().isPresent());
    }

    boolean isOrdered() {
      return leads.stream().allMatch(Lead::isOrdered);
    }

    boolean canLead(Filter filter, Bounds bounds) {
      boolean areFew = count < bounds.sorted();
      return areFew || (isOrdered() && (isOfOwn || filter.confines().isEmpty()));
    }
  }

  static ListPlan of(Handle tables, Filter filter, Sort sort, Bounds bounds) {
    var leads = new Leads(sort.key());
    List<Term> checked =
        filter.terms().stream().filter(term -> !Keys.isSpan(term, sort.key())).toList();
    return candidates(tables, leads, filter, checked, bounds).stream()
        .filter(candidate -> candidate.canLead(filter, bounds))
        .min(Comparator.comparingLong(Candidate::count))
        .map(best -> best.plan(filter))
        .orElseThrow(() -> tooMany(bounds));
  }

  private static UnanswerableQuestion tooMany(Bounds bounds) {
    return new UnanswerableQuestion(
        "sort",
        "These are more than %d deployments, too many to sort. Sort by 'created', or narrow the filter."
            .formatted(bounds.sorted()));
  }

  private static List<Candidate> candidates(
      Handle tables, Leads leads, Filter filter, List<Term> checked, Bounds bounds) {
    var candidates = new ArrayList<Candidate>();
    candidates.add(new Candidate(List.of(leads.all()), checked.isEmpty(), false, Long.MAX_VALUE));
    for (Term term : filter.terms()) {
      List<Lead> some = leads.of(term);
      if (!some.isEmpty()) {
        boolean isExact = checked.isEmpty() || checked.equals(List.of(term));
        boolean isOfOwn = filter.confines().filter(term::equals).isPresent();
        candidates.add(new Candidate(some, isExact, isOfOwn, count(tables, some, bounds)));
      }
    }
    Optional<Lead> failures = leads.failures(filter.terms());
    failures.ifPresent(lead ->
        candidates.add(
            new Candidate(List.of(lead), false, false, count(tables, List.of(lead), bounds))));
    return candidates;
  }

  private static long count(Handle tables, List<Lead> leads, Bounds bounds) {
    long sum = 0;
    for (Lead lead : leads) {
      sum +=
          tables
              .createQuery(lead.count())
              .configure(SqlStatements.class, settings -> settings.setUnusedBindingAllowed(true))
              .bindMap(new HashMap<>(lead.values()))
              .bind("bound", bounds.sorted())
              .mapTo(Long.class)
              .one();
      if (sum >= bounds.sorted()) {
        return sum; // they are many, however many the others are
      }
    }
    return sum;
  }
}
