package dev.templatedeployer.query;

import dev.templatedeployer.query.filter.Filter;
import dev.templatedeployer.query.filter.Term;
import java.util.ArrayList;
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
/// @param leads together they reach every wanted deployment
/// @param isExact whether nothing is left to check, so that every row is wanted
record ListPlan(List<Lead> leads, boolean isExact) {

  /// Several leads of one term, and the terms that are left to check.
  private record Candidate(List<Lead> leads, boolean isExact, long count) {

    boolean isOrdered() {
      return leads.stream().allMatch(Lead::isOrdered);
    }

    boolean canLead(Bounds bounds) {
      return isOrdered() || count < bounds.sorted();
    }
  }

  static ListPlan of(Handle tables, Filter filter, Sort sort, Bounds bounds) {
    var leads = new Leads(sort.key());
    List<Term> checked =
        filter.terms().stream().filter(term -> !Keys.isSpan(term, sort.key())).toList();
    var best = new Candidate(List.of(leads.all()), checked.isEmpty(), Long.MAX_VALUE);
    for (Candidate candidate : candidates(tables, leads, filter.terms(), checked, bounds)) {
      if (candidate.canLead(bounds) && candidate.count() < best.count()) {
        best = candidate;
      }
    }
    return new ListPlan(best.leads(), best.isExact());
  }

  private static List<Candidate> candidates(
      Handle tables, Leads leads, List<Term> terms, List<Term> checked, Bounds bounds) {
    var candidates = new ArrayList<Candidate>();
    for (Term term : terms) {
      List<Lead> some = leads.of(term);
      if (!some.isEmpty()) {
        boolean isExact = checked.isEmpty() || checked.equals(List.of(term));
        candidates.add(new Candidate(some, isExact, count(tables, some, bounds)));
      }
    }
    Optional<Lead> failures = leads.failures(terms);
    failures.ifPresent(lead ->
        candidates.add(new Candidate(List.of(lead), false, count(tables, List.of(lead), bounds))));
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
    }
    return sum;
  }
}
