package dev.templatedeployer.http;

import dev.templatedeployer.domain.Refusal.Violation;
import dev.templatedeployer.query.filter.BadFilter;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Why a request is not served, for the one who sent it. Thrown wherever that is found out, and
/// written as RFC 9457 asks by [ProblemJson].
final class Problem extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient HttpStatus status;
  private final String code;
  private final transient List<Violation> violations;
  private final transient Map<String, String> headers;
  private final transient @Nullable BadFilter badFilter;

  private Problem(
      HttpStatus status,
      String code,
      String sentence,
      List<Violation> violations,
      Map<String, String> headers,
      @Nullable BadFilter badFilter) {
    super(sentence, null, false, false);
    this.status = status;
    this.code = code;
    this.violations = List.copyOf(violations);
    this.headers = Map.copyOf(headers);
    this.badFilter = badFilter;
  }

  /// @param code stable upper-case name of the cause
  /// @param sentence what was asked, what stands against it, and what to do
  static Problem of(HttpStatus status, String code, String sentence) {
    return new Problem(status, code, sentence, List.of(), Map.of(), null);
  }

  /// There is nothing of that name.
  static Problem notFound(String sentence) {
    return of(HttpStatus.NOT_FOUND, "NOT_FOUND", sentence);
  }

  /// A parameter or a header makes no sense.
  static Problem badRequest(String code, String sentence) {
    return of(HttpStatus.BAD_REQUEST, code, sentence);
  }

  /// The parameter `filter` is none.
  static Problem badFilter(BadFilter bad) {
    return new Problem(
        HttpStatus.BAD_REQUEST, "INVALID_FILTER", bad.sentence(), List.of(), Map.of(), bad);
  }

  /// The body breaks rules: all of them at once.
  ///
  /// @param violations at least one
  static Problem invalid(List<Violation> violations) {
    String sentence =
        violations.size() == 1
            ? violations.getFirst().message()
            : "%d things are wrong with the request; they are listed with it."
                .formatted(violations.size());
    return of(HttpStatus.UNPROCESSABLE_CONTENT, "INVALID_PAYLOAD", sentence).with(violations);
  }

  /// The service cannot do it now, but may in a moment.
  static Problem unavailable(String code, String sentence) {
    return of(HttpStatus.SERVICE_UNAVAILABLE, code, sentence).after(Duration.ofSeconds(1));
  }

  /// This, with everything that is wrong with the payload.
  Problem with(List<Violation> more) {
    return new Problem(status, code, sentence(), more, headers, badFilter);
  }

  /// This, with one header more in the answer.
  Problem with(String header, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Problem(status, code, sentence(), violations, more, badFilter);
  }

  /// This, with a hint when to try again.
  Problem after(Duration wait) {
    return with("Retry-After", Long.toString(Math.max(1, wait.toSeconds())));
  }

  HttpStatus status() {
    return status;
  }

  String code() {
    return code;
  }

  String sentence() {
    return String.valueOf(getMessage());
  }

  List<Violation> violations() {
    return violations;
  }

  /// What is wrong with the filter and where, or null if it is something else.
  @Nullable BadFilter badFilter() {
    return badFilter;
  }

  Map<String, String> headers() {
    return headers;
  }
}
