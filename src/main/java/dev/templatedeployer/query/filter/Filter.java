package dev.templatedeployer.query.filter;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which deployments are wanted: those for which every term is true.
///
/// ```text
/// filter = { [ "-" | "NOT " ] term }            all of them have to be true
/// term   = [ field ":" ] value { "," value }    one of the values has to fit
/// value  = word | "quoted words"                * stands for any letters; \" \\ \* in quotes
///
/// status:failed  template:lock  owner:…  caller:…  id:web-*  canister:…  code:NO_QUOTA
/// error:"*timeout*"  fingerprint:…  label:env  label:env=prod,test
/// attempts:>1  run:2..3  age:<24h  updated:<1h  created:>=2026-11-01
/// timeout  "node is busy"  quot*                words of the failure message
/// ```
///
/// Times are in UTC unless they say otherwise, and know milliseconds. Upper and lower case differ,
/// but in names of fields and statuses, in words, and for the letters A to Z in `error`.
///
/// A filter is a value: two are equal if their terms are. It may be used from many threads.
public final class Filter {

  /// The most characters of a filter.
  public static final int MAX_LENGTH = 2000;

  /// The most terms of a filter.
  public static final int MAX_TERMS = 24;

  /// Lets every deployment through.
  public static final Filter ALL = new Filter(List.of(), "", null);

  private final List<Term> terms;
  private final String source;
  private final @Nullable Term confines;

  private Filter(List<Term> terms, String source, @Nullable Term confines) {
    this.terms = List.copyOf(terms);
    this.source = source;
    this.confines = confines;
  }

  /// The filter that `text` says.
  ///
  /// @param now what ages are counted from
  /// @throws BadFilter if it says none; names the place
  public static Filter parse(String text, Instant now) throws BadFilter {
    String source = text.strip();
    return source.isEmpty() ? ALL : new Filter(new FilterParser(text, now).terms(), source, null);
  }

  /// The filter that asks for `terms`.
  public static Filter of(List<Term> terms) {
    return terms.isEmpty() ? ALL : new Filter(terms, text(terms), null);
  }

  /// Lets through what both let through.
  public Filter and(Filter other) {
    if (isAll() || other.isAll()) {
      return isAll() ? other : this;
    }
    return new Filter(
        Stream.concat(terms.stream(), other.terms.stream()).toList(),
        source + " " + other.source,
        confines == null ? other.confines : confines);
  }

  /// Of what this lets through, what `caller` asked for: for somebody who may not learn even that
  /// there are others.
  public Filter confinedTo(String caller) {
    Term own = Term.of(Criterion.TextLike.exactly(TextField.CALLER, caller));
    Filter all = and(of(List.of(own)));
    return new Filter(all.terms, all.source, own);
  }

  /// The term whose deployments alone the one who asks may learn of; empty if they may of all. It
  /// is one of [#terms].
  public Optional<Term> confines() {
    return Optional.ofNullable(confines);
  }

  /// Why it would cost too much to answer, in a sentence for whoever put it together from several
  /// parts; empty if it would not. What is read from one text never does.
  public Optional<String> objection() {
    return Weight.objection(terms);
  }

  /// What has to be true.
  public List<Term> terms() {
    return terms;
  }

  /// Whether it lets every deployment through.
  public boolean isAll() {
    return terms.isEmpty();
  }

  /// The canonical text, which says the same at any time: ages have become times.
  public String text() {
    return text(terms);
  }

  /// The text as it was written, in which ages are still ages. Stays the same from page to page.
  public String source() {
    return source;
  }

  /// Whether it lets a deployment through.
  public boolean matches(Facts facts) {
    return terms.stream().allMatch(term -> term.matches(facts));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Filter filter && terms.equals(filter.terms);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(terms);
  }

  @Override
  public String toString() {
    return text();
  }

  private static String text(List<Term> terms) {
    return terms.stream().map(Term::text).collect(Collectors.joining(" "));
  }
}
