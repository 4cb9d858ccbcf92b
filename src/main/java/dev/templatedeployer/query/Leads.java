package dev.templatedeployer.query;

import dev.templatedeployer.domain.Status;
import dev.templatedeployer.query.filter.Criterion;
import dev.templatedeployer.query.filter.Glob;
import dev.templatedeployer.query.filter.NumberField;
import dev.templatedeployer.query.filter.Span;
import dev.templatedeployer.query.filter.Term;
import dev.templatedeployer.query.filter.TextField;
import dev.templatedeployer.query.filter.TimeField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Which indexes lead to the deployments that a term lets through, in a wanted order.
///
/// Together the leads of a term reach every deployment that it lets through; some may reach others
/// too, so its check is asked all the same.
///
/// @param key what the list is ordered by
record Leads(Sort.Key key) {

  /// The way to all deployments, in order.
  Lead all() {
    String index =
        switch (key) {
          case CREATED -> "deployments_newest";
          case UPDATED -> "deployments_latest";
          case ATTEMPTS -> "deployments_by_attempt";
        };
    return lead(
        "SELECT :bound",
        SqliteDialect.through("deployments d", index),
        "TRUE",
        true,
        new Bindings("lead"));
  }

  /// The ways to those that a term lets through, one for each of its values; empty if there are
  /// none but going through all.
  List<Lead> of(Term term) {
    if (term.isNegated()) {
      return List.of();
    }
    return switch (term.criterion()) {
      case Criterion.StatusIn(var statuses) ->
          statuses.stream().distinct().map(this::status).toList();
      case Criterion.TextLike(var field, var globs) -> allOrNone(globs, glob -> text(field, glob));
      case Criterion.HasLabel(var names) ->
          names.stream().distinct().map(name -> label(name, new Glob(List.of("", "")))).toList();
      case Criterion.LabelLike(var name, var globs) ->
          globs.stream().distinct().map(glob -> label(name, glob)).toList();
      case Criterion.NumberIn(var field, var spans) ->
          allOrNone(spans, span -> number(field, span));
      case Criterion.TimeIn(var field, var spans) -> allOrNone(spans, span -> time(field, span));
      case Criterion.Says says -> List.of(words(says));
    };
  }

  /// The way to all that have failed, if `terms` let no others through and say nothing of it.
  Optional<Lead> failures(List<Term> terms) {
    return terms.stream().anyMatch(Leads::asksForFailures)
        ? Optional.of(status(Status.FAILED))
        : Optional.empty();
  }

  private static boolean asksForFailures(Term term) {
    return !term.isNegated()
        && switch (term.criterion()) {
          case Criterion.TextLike(var field, _) -> field.isOfFailure();
          case Criterion.Says _ -> true;
          case Criterion.StatusIn _,
              Criterion.HasLabel _,
              Criterion.LabelLike _,
              Criterion.NumberIn _,
              Criterion.TimeIn _ ->
              false;
        };
  }

  private Lead status(Status status) {
    var bindings = new Bindings("lead");
    String value = bindings.name(status.name());
    String count = Lead.counted("status", value);
    return status == Status.FAILED && key == Sort.Key.UPDATED
        ? lead(
            count,
            SqliteDialect.through("deployments d", "deployments_latest_failed"),
            "d.failure_code IS NOT NULL",
            true,
            bindings)
        : lead(
            count,
            SqliteDialect.through("deployments d", "deployments_by_status"),
            "d.status = " + value,
            key == Sort.Key.CREATED,
            bindings);
  }

  private Optional<Lead> text(TextField field, Glob glob) {
    if (glob.prefix().isEmpty() && !glob.isExact()) {
      return Optional.empty();
    }
    return switch (field) {
      case ERROR -> Optional.empty();
      case TEMPLATE -> Optional.of(column(field, glob, "deployments_by_template"));
      case OWNER -> Optional.of(column(field, glob, "deployments_by_owner"));
      case CALLER -> Optional.of(column(field, glob, "deployments_by_caller"));
      case CODE -> Optional.of(column(field, glob, "deployments_by_code"));
      case FINGERPRINT -> Optional.of(column(field, glob, fingerprintIndex()));
      case ID -> Optional.of(column(field, glob, "deployments_by_id"));
      case CANISTER -> Optional.of(column(field, glob, "deployments_by_canister"));
    };
  }

  private Lead column(TextField field, Glob glob, String index) {
    var bindings = new Bindings("lead");
    String column = Checks.column(field);
    String rows = SqliteDialect.through("deployments d", index);
    if (glob.isExact()) {
      String value = bindings.name(glob.prefix());
      String condition = "d.%s = %s".formatted(column, value);
      String count =
          field == TextField.TEMPLATE ? Lead.counted(column, value) : Lead.probed(rows, condition);
      return lead(count, rows, condition, isOrdered(field), bindings);
    }
    String condition = SqliteDialect.beginsWith("d." + column, glob.prefix(), bindings);
    return lead(Lead.probed(rows, condition), rows, condition, false, bindings);
  }

  private String fingerprintIndex() {
    return key == Sort.Key.UPDATED
        ? "deployments_by_fingerprint_latest"
        : "deployments_by_fingerprint";
  }

  private boolean isOrdered(TextField field) {
    return switch (field) {
      case TEMPLATE, OWNER, CALLER, CODE -> key == Sort.Key.CREATED;
      case FINGERPRINT -> key != Sort.Key.ATTEMPTS;
      case ID, CANISTER, ERROR -> false;
    };
  }

  private Lead label(String name, Glob glob) {
    var bindings = new Bindings("lead");
    String isLabel = "l.name = " + bindings.name(name);
    if (glob.isExact()) {
      isLabel += " AND l.content = " + bindings.name(glob.prefix());
    } else if (!glob.prefix().isEmpty()) {
      isLabel += " AND " + SqliteDialect.beginsWith("l.content", glob.prefix(), bindings);
    }
    boolean isByTime = key == Sort.Key.CREATED;
    return new Lead(
        Lead.probed("deployment_labels l", isLabel),
        SqliteDialect.inOrder("deployment_labels l", "deployments d"),
        isLabel + " AND d.id = l.deployment_id",
        isByTime ? "l.created_at" : "d." + key.column(),
        isByTime ? "l.deployment_id" : "d.id",
        isByTime && glob.isExact(),
        bindings.values());
  }

  /// Most deployments have made one attempt, so only more of them lead anywhere. Each run begins a
  /// new attempt, so there are at least as many attempts as runs.
  private Optional<Lead> number(NumberField field, Span span) {
    if (span.min() <= 1) {
      return Optional.empty();
    }
    var attempts =
        switch (field) {
          case ATTEMPTS -> span;
          case RUN -> new Span(span.min(), Long.MAX_VALUE);
        };
    return Optional.of(range("attempt", attempts, "deployments_by_attempt"));
  }

  private Optional<Lead> time(TimeField field, Span span) {
    return switch (field) {
      case CREATED -> Optional.of(range("created_at", span, "deployments_newest"));
      case UPDATED -> Optional.of(range("updated_at", span, "deployments_latest"));
    };
  }

  private Lead range(String column, Span span, String index) {
    var bindings = new Bindings("lead");
    String rows = SqliteDialect.through("deployments d", index);
    String condition = Checks.isIn("d." + column, span, bindings);
    return lead(
        Lead.probed(rows, condition), rows, condition, column.equals(key.column()), bindings);
  }

  private Lead words(Criterion.Says says) {
    var bindings = new Bindings("lead");
    String isSaid = SqliteDialect.says(says.phrases(), bindings);
    return lead(
        Lead.probed("failure_words", isSaid),
        SqliteDialect.inOrder("failure_words", "deployments d"),
        isSaid + " AND d.number = failure_words.rowid",
        false,
        bindings);
  }

  private Lead lead(
      String count, String rows, String condition, boolean isOrdered, Bindings bindings) {
    return new Lead(
        count, rows, condition, "d." + key.column(), "d.id", isOrdered, bindings.values());
  }

  private static <T> List<Lead> allOrNone(List<T> values, Function<T, Optional<Lead>> lead) {
    var leads = new ArrayList<Lead>();
    for (T value : values.stream().distinct().toList()) {
      Optional<Lead> one = lead.apply(value);
      if (one.isEmpty()) {
        return List.of();
      }
      leads.add(one.get());
    }
    return leads;
  }
}
