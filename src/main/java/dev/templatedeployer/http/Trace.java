package dev.templatedeployer.http;

import io.javalin.http.Context;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The trace that a request belongs to: the sender's, or a new one. It goes into problems, into the
/// log, and with the command into Kafka.
///
/// Source: [W3C Trace Context](https://www.w3.org/TR/trace-context/).
///
/// @param id 32 hexadecimal digits
/// @param parent the `traceparent` for what the request causes
record Trace(String id, String parent) {

  private static final String ATTRIBUTE = "trace";
  private static final Pattern TRACEPARENT =
      Pattern.compile("00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

  /// The trace of a request, the same each time it is asked for.
  static Trace of(Context ctx) {
    Trace known = ctx.attribute(ATTRIBUTE);
    if (known != null) {
      return known;
    }
    Trace trace = of(ctx.header("traceparent"));
    ctx.attribute(ATTRIBUTE, trace);
    return trace;
  }

  /// The trace that a `traceparent` header names, or a new one if it names none.
  static Trace of(@Nullable String traceparent) {
    Matcher matcher = TRACEPARENT.matcher(traceparent == null ? "" : traceparent);
    return matcher.matches() ? new Trace(matcher.group(1), matcher.group()) : fresh();
  }

  /// The headers of a command that the request causes.
  Map<String, String> headers() {
    return Map.of("traceparent", parent);
  }

  private static Trace fresh() {
    byte[] bytes = new byte[24];
    ThreadLocalRandom.current().nextBytes(bytes);
    String hex = HexFormat.of().formatHex(bytes);
    return new Trace(
        hex.substring(0, 32), "00-%s-%s-00".formatted(hex.substring(0, 32), hex.substring(32)));
  }
}
