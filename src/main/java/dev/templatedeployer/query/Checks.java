package dev.templatedeployer.query;

import dev.templatedeployer.query.filter.Criterion;
import dev.templatedeployer.query.filter.Glob;
import dev.templatedeployer.query.filter.NumberField;
import dev.templatedeployer.query.filter.Span;
import dev.templatedeployer.query.filter.Term;
import dev.templatedeployer.query.filter.TextField;
import dev.templatedeployer.query.filter.TimeField;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a filter asks, as SQL conditions on a row of `deployments`, which is called `d`.
final class Checks {

  private Checks() {}

  /// That all of `terms` are true.
  static String of(List<Term> terms, Bindings bindings) {
    return terms.isEmpty()
        ? "TRUE"
        : terms.stream().map(term -> of(term, bindings)).collect(Collectors.joining(" AND "));
  }

  /// The column of a text.
  static String column(TextField field) {
    return switch (field) {
      case TEMPLATE -> "template";
      case OWNER -> "owner";
      case CALLER -> "caller";
      case ID -> "id";
      case CANISTER -> "canister_id";
      case CODE -> "failure_code";
      case ERROR -> "failure_message";
      case FINGERPRINT -> "fingerprint";
    };
  }

  /// The column of a number.
  static String column(NumberField field) {
    return switch (field) {
      case ATTEMPTS -> "attempt";
      case RUN -> "run";
    };
  }

  /// The column of a time.
  static String column(TimeField field) {
    return switch (field) {
      case CREATED -> "created_at";
      case UPDATED -> "updated_at";
    };
  }

  /// That a column lies in a span.
  static String isIn(String column, Span span, Bindings bindings) {
    if (span.min() == Long.MIN_VALUE) {
      return "%s <= %s".formatted(column, bindings.name(span.max()));
    }
    return span.max() == Long.MAX_VALUE
        ? "%s >= %s".formatted(column, bindings.name(span.min()))
        : "%s BETWEEN %s AND %s"
            .formatted(column, bindings.name(span.min()), bindings.name(span.max()));
  }

  private static String of(Term term, Bindings bindings) {
    String check = of(term.criterion(), bindings);
    return term.isNegated() ? "(%s) IS NOT TRUE".formatted(check) : "(%s)".formatted(check);
  }

  private static String of(Criterion criterion, Bindings bindings) {
    return switch (criterion) {
      case Criterion.StatusIn(var statuses) ->
          "d.status IN (%s)".formatted(bindings.names(statuses.stream().map(Enum::name).toList()));
      case Criterion.TextLike(var field, var globs) when field == TextField.ERROR ->
          any(
              globs,
              glob -> SqliteDialect.isLikeIgnoringCase("d." + column(field), glob, bindings));
      case Criterion.TextLike(var field, var globs) ->
          isLikeOneOf("d." + column(field), globs, bindings);
      case Criterion.HasLabel(var names) ->
          any(names, name -> SqliteDialect.label("d", name, bindings) + " IS NOT NULL");
      case Criterion.LabelLike(var name, var globs) ->
          isLikeOneOf(SqliteDialect.label("d", name, bindings), globs, bindings);
      case Criterion.NumberIn(var field, var spans) ->
          any(spans, span -> isIn("d." + column(field), span, bindings));
      case Criterion.TimeIn(var field, var spans) ->
          any(spans, span -> isIn("d." + column(field), span, bindings));
      case Criterion.Says(var phrases) ->
          "d.failure_code IS NOT NULL AND d.number IN (SELECT rowid FROM failure_words WHERE %s)"
              .formatted(SqliteDialect.says(phrases, bindings));
    };
  }

  private static <T> String any(List<T> values, Function<T, String> check) {
    return values.stream().map(check).collect(Collectors.joining(" OR "));
  }

  /// That a text looks like one of `globs`, letter for letter. Those without a gap are asked for
  /// together.
  private static String isLikeOneOf(String text, List<Glob> globs, Bindings bindings) {
    var checks = new ArrayList<String>();
    List<String> exact = globs.stream().filter(Glob::isExact).map(Glob::prefix).toList();
    if (!exact.isEmpty()) {
      checks.add("%s IN (%s)".formatted(text, bindings.names(exact)));
    }
    globs.stream()
        .filter(glob -> !glob.isExact())
        .forEach(glob -> checks.add(SqliteDialect.isLike(text, glob, bindings)));
    return String.join(" OR ", checks);
  }
}
