package dev.templatedeployer.http;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How long a client would like to wait for the end of what it asks for: `Prefer: wait=30`.
///
/// Source: [RFC 7240, section 4.3](https://www.rfc-editor.org/rfc/rfc7240#section-4.3).
///
/// @param seconds how long it waits
record Preference(long seconds) {

  private static final Pattern WAIT =
      Pattern.compile(
          "(?:^|[,;\\s])wait\\s*=\\s*\"?(\\d{1,9})\"?(?=$|[,;\\s])", Pattern.CASE_INSENSITIVE);

  /// The preference of a request, if it has one. More than `most` counts as `most`.
  static Optional<Preference> of(Context ctx, Duration most) {
    String headers = String.join(",", Collections.list(ctx.req().getHeaders("Prefer")));
    Matcher matcher = WAIT.matcher(headers);
    if (!matcher.find()) {
      return Optional.empty();
    }
    var preference = new Preference(Math.min(Long.parseLong(matcher.group(1)), most.toSeconds()));
    ctx.header("Preference-Applied", preference.toString());
    return Optional.of(preference);
  }

  Duration duration() {
    return Duration.ofSeconds(seconds);
  }

  @Override
  public String toString() {
    return "wait=" + seconds;
  }
}
