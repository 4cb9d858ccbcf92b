package dev.templatedeployer.query;

import dev.templatedeployer.query.filter.Criterion;
import dev.templatedeployer.query.filter.Filter;
import dev.templatedeployer.query.filter.NumberField;
import dev.templatedeployer.query.filter.Span;
import dev.templatedeployer.query.filter.Term;
import dev.templatedeployer.query.filter.TimeField;

/// The part of an order that can hold what a filter lets through.
///
/// @param sort the order
/// @param span the values of its key that the filter leaves
record Keys(Sort sort, Span span) {

  static Keys of(Filter filter, Sort sort) {
    long min = Long.MIN_VALUE;
    long max = Long.MAX_VALUE;
    for (Term term : filter.terms()) {
      Span span = span(term, sort.key());
      min = Math.max(min, span.min());
      max = Math.min(max, span.max());
    }
    return new Keys(sort, new Span(min, max));
  }

  /// Whether a term says nothing but between which two values of the key it wants deployments.
  static boolean isSpan(Term term, Sort.Key key) {
    return !term.isNegated()
        && switch (term.criterion()) {
          case Criterion.TimeIn(var field, var spans) -> spans.size() == 1 && isOf(field, key);
          case Criterion.NumberIn(var field, var spans) -> spans.size() == 1 && isOf(field, key);
          case Criterion.StatusIn _,
              Criterion.TextLike _,
              Criterion.HasLabel _,
              Criterion.LabelLike _,
              Criterion.Says _ ->
              false;
        };
  }

  /// What stands before the first deployment.
  Spot begin() {
    return sort.isDescending()
        ? new Spot(span.max() == Long.MAX_VALUE ? span.max() : span.max() + 1, "")
        : new Spot(span.min(), "");
  }

  /// That a deployment stands behind `place` and not behind the last one.
  ///
  /// @param order the column of the key
  /// @param id the column of the id
  String isBehind(Spot place, String order, String id, Bindings bindings) {
    String behind =
        "(%s, %s) %s (%s, %s)"
            .formatted(
                order,
                id,
                sort.isDescending() ? "<" : ">",
                bindings.name(place.key()),
                bindings.name(place.id()));
    if (sort.isDescending()) {
      return span.min() == Long.MIN_VALUE
          ? behind
          : "%s AND %s >= %s".formatted(behind, order, bindings.name(span.min()));
    }
    return span.max() == Long.MAX_VALUE
        ? behind
        : "%s AND %s <= %s".formatted(behind, order, bindings.name(span.max()));
  }

  /// That a deployment stands at `place` or before it.
  String isUpTo(Spot place, String order, String id, Bindings bindings) {
    return "(%s, %s) %s (%s, %s)"
        .formatted(
            order,
            id,
            sort.isDescending() ? ">=" : "<=",
            bindings.name(place.key()),
            bindings.name(place.id()));
  }

  /// How a query is ordered.
  String orderBy(String order, String id) {
    String direction = sort.isDescending() ? "DESC" : "ASC";
    return "ORDER BY %s %s, %s %s".formatted(order, direction, id, direction);
  }

  private static Span span(Term term, Sort.Key key) {
    if (isSpan(term, key)) {
      switch (term.criterion()) {
        case Criterion.TimeIn(_, var spans) -> {
          return spans.getFirst();
        }
        case Criterion.NumberIn(_, var spans) -> {
          return spans.getFirst();
        }
        default -> {}
      }
    }
    return new Span(Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private static boolean isOf(TimeField field, Sort.Key key) {
    return switch (field) {
      case CREATED -> key == Sort.Key.CREATED;
      case UPDATED -> key == Sort.Key.UPDATED;
    };
  }

  private static boolean isOf(NumberField field, Sort.Key key) {
    return field == NumberField.ATTEMPTS && key == Sort.Key.ATTEMPTS;
  }
}
