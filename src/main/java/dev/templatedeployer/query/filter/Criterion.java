package dev.templatedeployer.query.filter;

import dev.templatedeployer.domain.Status;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What can be asked of a deployment. Of the values in each list, one has to fit.
public sealed interface Criterion {

  /// Whether it is true of a deployment.
  boolean matches(Facts facts);

  /// The canonical text.
  String text();

  /// Its status is one of `statuses`.
  record StatusIn(List<Status> statuses) implements Criterion {
    public StatusIn {
      statuses = List.copyOf(statuses);
    }

    @Override
    public boolean matches(Facts facts) {
      return statuses.contains(facts.status());
    }

    @Override
    public String text() {
      return "status:" + joined(statuses, status -> status.name().toLowerCase(Locale.ROOT));
    }
  }

  /// A text of it looks like one of `globs`. One that it does not have looks like none.
  record TextLike(TextField field, List<Glob> globs) implements Criterion {
    public TextLike {
      globs = List.copyOf(globs);
    }

    /// The text is `value`, letter for letter.
    public static TextLike exactly(TextField field, String value) {
      return new TextLike(field, List.of(Glob.exactly(value)));
    }

    @Override
    public boolean matches(Facts facts) {
      @Nullable String value = field.of(facts);
      return value != null && globs.stream().anyMatch(glob -> field.isLike(value, glob));
    }

    @Override
    public String text() {
      return field.word() + ":" + joined(globs, Glob::text);
    }
  }

  /// It has one of the labels `names`, whatever their values.
  record HasLabel(List<String> names) implements Criterion {
    public HasLabel {
      names = List.copyOf(names);
    }

    @Override
    public boolean matches(Facts facts) {
      return names.stream().anyMatch(facts.labels()::containsKey);
    }

    @Override
    public String text() {
      return "label:" + joined(names, Spelling::ofLiteral);
    }
  }

  /// Its label `name` looks like one of `globs`.
  record LabelLike(String name, List<Glob> globs) implements Criterion {
    public LabelLike {
      globs = List.copyOf(globs);
    }

    /// The label is `value`, letter for letter.
    public static LabelLike exactly(String name, String value) {
      return new LabelLike(name, List.of(Glob.exactly(value)));
    }

    @Override
    public boolean matches(Facts facts) {
      Map<String, String> labels = facts.labels();
      @Nullable String value = labels.get(name);
      return value != null && globs.stream().anyMatch(glob -> glob.matches(value));
    }

    @Override
    public String text() {
      return "label:" + Spelling.ofLiteral(name) + "=" + joined(globs, Glob::text);
    }
  }

  /// A number of it lies in one of `spans`.
  record NumberIn(NumberField field, List<Span> spans) implements Criterion {
    public NumberIn {
      spans = List.copyOf(spans);
    }

    @Override
    public boolean matches(Facts facts) {
      long value = field.of(facts);
      return spans.stream().anyMatch(span -> span.contains(value));
    }

    @Override
    public String text() {
      return field.word() + ":" + joined(spans, span -> span.text(Long::toString));
    }
  }

  /// A time of it lies in one of `spans`, which are in milliseconds since 1970.
  record TimeIn(TimeField field, List<Span> spans) implements Criterion {
    public TimeIn {
      spans = List.copyOf(spans);
    }

    @Override
    public boolean matches(Facts facts) {
      long millis = field.of(facts).toEpochMilli();
      return spans.stream().anyMatch(span -> span.contains(millis));
    }

    @Override
    public String text() {
      return field.word() + ":" + joined(spans, span -> span.text(TimeNotation::text));
    }
  }

  /// The message of its failure contains one of `phrases`.
  record Says(List<Phrase> phrases) implements Criterion {
    public Says {
      phrases = List.copyOf(phrases);
    }

    @Override
    public boolean matches(Facts facts) {
      @Nullable String message = facts.failureMessage();
      if (message == null) {
        return false;
      }
      List<String> words = Phrase.words(message);
      return phrases.stream().anyMatch(phrase -> phrase.isIn(words));
    }

    @Override
    public String text() {
      return joined(phrases, Phrase::text);
    }
  }

  private static <T> String joined(List<T> values, Function<T, String> text) {
    return values.stream().map(text).collect(Collectors.joining(","));
  }
}
