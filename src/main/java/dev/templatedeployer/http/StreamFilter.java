package dev.templatedeployer.http;

import dev.templatedeployer.query.filter.BadFilter;
import dev.templatedeployer.query.filter.Filter;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.Set;

/// Which deployments somebody wants to follow: the parameter `filter`.
final class StreamFilter {

  private StreamFilter() {}

  /// What a request asks for; everything if it does not say.
  ///
  /// @param now what ages are counted from, as long as the stream lasts
  /// @throws Problem if it makes no sense
  static Filter of(Context ctx, Instant now) {
    String text = Parameters.of(ctx, Set.of("filter")).text("filter");
    try {
      return text == null ? Filter.ALL : Filter.parse(text, now);
    } catch (BadFilter e) {
      throw Parameters.wrong(String.valueOf(e.getMessage()));
    }
  }
}
