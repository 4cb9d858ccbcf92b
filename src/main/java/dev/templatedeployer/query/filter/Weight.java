package dev.templatedeployer.query.filter;

import java.util.List;
import java.util.Optional;

/// What it costs to hold a deployment against a filter, in the cost of comparing two values. A
/// question looks at thousands of deployments, so no filter may weigh more than [#MOST].
final class Weight {

  /// The most that a filter may weigh.
  static final int MOST = 200;

  private static final int VALUE = 1;
  private static final int GLOB = 5;
  private static final int WORDS = 8;

  /// The message of a failure is long, and compared without case.
  private static final int MESSAGE = 20;

  private Weight() {}

  /// Why `terms` are too many to be held against deployments; empty if they are not.
  static Optional<String> objection(List<Term> terms) {
    if (terms.size() > Filter.MAX_TERMS) {
      return Optional.of(
          "The filter has %d terms, and at most %d are read. Leave some out, or list values by commas."
              .formatted(terms.size(), Filter.MAX_TERMS));
    }
    int weight = terms.stream().mapToInt(term -> of(term.criterion())).sum();
    return weight <= MOST
        ? Optional.empty()
        : Optional.of(
            "The filter weighs %d, and at most %d is answered: a value weighs %d, one with a '*' %d, words of the message %d, and a value of 'error' %d. Leave some out, or ask in parts."
                .formatted(weight, MOST, VALUE, GLOB, WORDS, MESSAGE));
  }

  private static int of(Criterion criterion) {
    return switch (criterion) {
      case Criterion.StatusIn(var statuses) -> VALUE * statuses.size();
      case Criterion.TextLike(var field, var globs) when field == TextField.ERROR ->
          MESSAGE * globs.size();
      case Criterion.TextLike(_, var globs) -> of(globs);
      case Criterion.HasLabel(var names) -> VALUE * names.size();
      case Criterion.LabelLike(_, var globs) -> of(globs);
      case Criterion.NumberIn(_, var spans) -> VALUE * spans.size();
      case Criterion.TimeIn(_, var spans) -> VALUE * spans.size();
      case Criterion.Says(var phrases) -> WORDS * phrases.size();
    };
  }

  private static int of(List<Glob> globs) {
    return globs.stream().mapToInt(glob -> glob.isExact() ? VALUE : GLOB).sum();
  }
}
