package dev.templatedeployer.query.filter;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.Status;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.query.filter.BadFilter.Kind;
import dev.templatedeployer.settings.Nearest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// What the values of a term mean.
///
/// @param now what ages are counted from
record Values(Instant now) {

  /// What a term with a field asks for.
  Criterion criterion(FieldWord field, List<Letters> values) throws BadFilter {
    return switch (field) {
      case STATUS -> new Criterion.StatusIn(statuses(values));
      case TEMPLATE, OWNER, CALLER, ID, CANISTER, ERROR, CODE, FINGERPRINT ->
          new Criterion.TextLike(
              Objects.requireNonNull(field.text()),
              globs(Objects.requireNonNull(field.text()), values));
      case LABEL -> label(values);
      case ATTEMPTS, RUN ->
          new Criterion.NumberIn(
              Objects.requireNonNull(field.number()), Comparison.numbers(values));
      case AGE -> new Criterion.TimeIn(TimeField.CREATED, Comparison.ages(values, now));
      case CREATED -> new Criterion.TimeIn(TimeField.CREATED, Comparison.times(values));
      case UPDATED -> new Criterion.TimeIn(TimeField.UPDATED, Comparison.agesOrTimes(values, now));
    };
  }

  /// What a term without a field asks for.
  Criterion says(List<Letters> values) throws BadFilter {
    var phrases = new ArrayList<Phrase>();
    for (Letters value : values) {
      phrases.add(phrase(value));
    }
    return new Criterion.Says(phrases);
  }

  private static Phrase phrase(Letters value) throws BadFilter {
    List<String> literals = value.literals();
    boolean isPrefix = literals.size() == 2 && literals.getLast().isEmpty();
    if (literals.size() > 1 && !isPrefix) {
      throw value.bad(
          Kind.BAD_VALUE,
          "has a '*' before its end. Words may end with one, as in 'quot*'; for more use error:\"*quota*left*\".");
    }
    String text = literals.getFirst();
    List<String> words = Phrase.words(text);
    if (words.isEmpty()) {
      throw value.bad(Kind.BAD_VALUE, "has no letter and no digit that could be looked for.");
    }
    if (isPrefix && !Character.isLetterOrDigit(text.codePointBefore(text.length()))) {
      throw value.bad(Kind.BAD_VALUE, "has a '*' that does not follow a letter. Leave it out.");
    }
    return new Phrase(words, isPrefix);
  }

  private static List<Status> statuses(List<Letters> values) throws BadFilter {
    var statuses = new ArrayList<Status>();
    for (Letters value : values) {
      statuses.add(status(value));
    }
    return statuses;
  }

  private static Status status(Letters value) throws BadFilter {
    String wanted = value.text().toLowerCase(Locale.ROOT);
    var words = new ArrayList<String>();
    for (Status status : Status.values()) {
      String word = status.name().toLowerCase(Locale.ROOT);
      if (word.equals(wanted)) {
        return status;
      }
      words.add(word);
    }
    String hint = Nearest.to(wanted, words).map(near -> " Did you mean '" + near + "'?").orElse("");
    throw value.bad(
        Kind.BAD_VALUE, "is no status.%s There are: %s.".formatted(hint, String.join(", ", words)));
  }

  private static List<Glob> globs(TextField field, List<Letters> values) throws BadFilter {
    var globs = new ArrayList<Glob>();
    for (Letters value : values) {
      Glob glob = value.glob();
      if (glob.isExact()) {
        check(field, value);
      }
      globs.add(glob);
    }
    return globs;
  }

  /// What no deployment can have is better said than looked for.
  private static void check(TextField field, Letters value) throws BadFilter {
    try {
      switch (field) {
        case TEMPLATE -> new TemplateName(value.text());
        case ID -> new DeploymentId(value.text());
        default -> {}
      }
    } catch (IllegalArgumentException e) {
      throw new BadFilter(
          Kind.BAD_VALUE,
          value.offset(),
          value.end() - value.offset(),
          "%s It stands at column %d; a '*' stands for any letters."
              .formatted(e.getMessage(), value.offset() + 1));
    }
  }

  private static Criterion label(List<Letters> values) throws BadFilter {
    Letters first = values.getFirst();
    int equals = first.plain('=');
    if (equals < 0) {
      var names = new ArrayList<String>();
      for (Letters value : values) {
        if (value.plain('=') >= 0) {
          throw value.bad(
              Kind.BAD_SYNTAX,
              "names a label with a value behind one without. Write them as two terms, or list the values of one label, as in 'label:env=prod,test'.");
        }
        names.add(name(value));
      }
      return new Criterion.HasLabel(names);
    }
    var globs = new ArrayList<Glob>();
    globs.add(first.from(equals + 1).glob());
    for (Letters value : values.subList(1, values.size())) {
      if (value.plain('=') >= 0) {
        throw value.bad(
            Kind.BAD_SYNTAX,
            "names a second label, but the values behind a comma are those of '%s'. Write two terms, or put a value with '=' in quotes."
                .formatted(first.before(equals).text()));
      }
      globs.add(value.glob());
    }
    return new Criterion.LabelLike(name(first.before(equals)), globs);
  }

  private static String name(Letters letters) throws BadFilter {
    if (letters.text().isEmpty()) {
      throw letters.bad(
          Kind.BAD_VALUE,
          "has no name of a label. Write it as in 'label:env' or 'label:env=prod'.");
    }
    if (letters.literals().size() > 1) {
      throw letters.bad(
          Kind.BAD_VALUE, "has a '*' in the name of a label. Only values may have one.");
    }
    return letters.text();
  }
}
