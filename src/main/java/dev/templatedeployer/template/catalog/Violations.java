package dev.templatedeployer.template.catalog;

import dev.templatedeployer.template.Violation;
import java.util.ArrayList;
import java.util.List;

/// How violations are told: not too many, none too long.
final class Violations {

  private static final int MAX_FIELD = 256;
  private static final int MAX_CODE = 64;
  private static final int MAX_MESSAGE = 512;

  private Violations() {}

  /// `found`, cut to what fits into an answer.
  static List<Violation> told(List<Violation> found) {
    List<Violation> told =
        new ArrayList<>(
            found.stream().limit(HostedTemplate.MAX_VIOLATIONS).map(Violations::cut).toList());
    int more = found.size() - told.size();
    if (more > 0) {
      told.removeLast();
      told.add(new Violation("", "MORE", "There are %d more violations.".formatted(more + 1)));
    }
    return List.copyOf(told);
  }

  /// `found`, of more than anybody counted, cut like that.
  static List<Violation> toldAndMore(List<Violation> found) {
    var told =
        new ArrayList<>(
            found.subList(0, Math.min(found.size(), HostedTemplate.MAX_VIOLATIONS - 1)));
    told.add(new Violation("", "MORE", "There are more violations. Mend these first."));
    return List.copyOf(told);
  }

  /// `name` as a part of a JSON Pointer.
  static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  private static Violation cut(Violation violation) {
    return new Violation(
        cut(violation.field(), MAX_FIELD),
        cut(violation.code(), MAX_CODE),
        cut(violation.message(), MAX_MESSAGE));
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }
}
