package dev.templatedeployer.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// An answer of Server-Sent Events, which has no end of its own.
///
/// An event without an id leaves the id as it was, which is where a client resumes.
///
/// Source: [HTML, server-sent
/// events](https://html.spec.whatwg.org/multipage/server-sent-events.html).
final class EventStream {

  static final String MEDIA_TYPE = "text/event-stream";

  private final OutputStream out;

  private EventStream(OutputStream out) {
    this.out = out;
  }

  /// Begins the answer.
  static EventStream begin(Context ctx) throws IOException {
    headers(ctx);
    return new EventStream(ctx.res().getOutputStream());
  }

  /// The headers of such an answer.
  static void headers(Context ctx) {
    ctx.contentType(MEDIA_TYPE + "; charset=utf-8")
        .header("Cache-Control", "no-store")
        .header("X-Accel-Buffering", "no"); // else nginx holds events back
  }

  /// Says how long a client is to wait before it comes back.
  void retryAfter(Duration pause) throws IOException {
    write("retry: " + pause.toMillis() + "\n\n");
    out.flush();
  }

  /// Writes an event, which leaves with the next [#flush()].
  ///
  /// @param id where to resume after it, or null if there is more to it
  void event(String type, JsonNode data, @Nullable String id) throws IOException {
    if (id != null) {
      write("id: " + id + "\n");
    }
    write("event: " + type + "\ndata: " + data + "\n\n");
  }

  /// Says that all is well, and where to resume now.
  void heartbeat(String id) throws IOException {
    write(": all is well\nid: " + id + "\n\n");
    out.flush();
  }

  void flush() throws IOException {
    out.flush();
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(UTF_8));
  }
}
