package dev.templatedeployer.http;

import dev.templatedeployer.domain.Status;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.query.filter.BadFilter;
import dev.templatedeployer.query.filter.Criterion;
import dev.templatedeployer.query.filter.Filter;
import dev.templatedeployer.query.filter.Term;
import dev.templatedeployer.query.filter.TextField;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Which deployments the parameters of a request ask for: those that `filter`, `status`,
/// `template`, `owner`, `caller` and every `label` let through.
///
/// @param clock what ages are counted from
record FilterParameters(InstantSource clock) {

  /// @throws Problem if one of them makes no sense
  Filter filter(Parameters parameters) {
    Filter filter = text(parameters).and(Filter.of(terms(parameters)));
    filter
        .objection()
        .ifPresent(sentence -> {
          throw Parameters.wrong(sentence);
        });
    return filter;
  }

  /// What `filter` alone asks for.
  ///
  /// @throws Problem if it makes no sense
  Filter text(Parameters parameters) {
    String text = parameters.text("filter");
    if (text == null) {
      return Filter.ALL;
    }
    try {
      return Filter.parse(text, clock.instant());
    } catch (BadFilter bad) {
      throw Problem.badFilter(bad);
    }
  }

  private static List<Term> terms(Parameters parameters) {
    var terms = new ArrayList<Term>();
    @Nullable Status status = parameters.value("status", FilterParameters::status);
    if (status != null) {
      terms.add(Term.of(new Criterion.StatusIn(List.of(status))));
    }
    @Nullable TemplateName template = parameters.value("template", TemplateName::new);
    if (template != null) {
      terms.add(is(TextField.TEMPLATE, template.value()));
    }
    @Nullable Principal owner = parameters.value("owner", Principal::new);
    if (owner != null) {
      terms.add(is(TextField.OWNER, owner.text()));
    }
    @Nullable String caller = parameters.text("caller");
    if (caller != null) {
      terms.add(is(TextField.CALLER, caller));
    }
    parameters.all("label").forEach(label -> terms.add(label(label)));
    return terms;
  }

  private static Term is(TextField field, String value) {
    return Term.of(Criterion.TextLike.exactly(field, value));
  }

  private static Term label(String label) {
    int end = label.indexOf('=');
    if (end < 1) {
      throw Parameters.wrong("'label' has to be a key and a value, such as 'team=blue'.");
    }
    return Term.of(Criterion.LabelLike.exactly(label.substring(0, end), label.substring(end + 1)));
  }

  private static Status status(String word) {
    return Arrays.stream(Status.values())
        .filter(status -> status.name().equals(word.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() ->
            Parameters.wrong(
                "'status' has to be one of %s.".formatted(Arrays.toString(Status.values()))));
  }
}
