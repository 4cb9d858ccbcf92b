package dev.templatedeployer.wire;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/// The trace context of a record, which everything that it causes carries on.
///
/// Source: [W3C Trace Context](https://www.w3.org/TR/trace-context/), and Baggage.
///
/// @param headers the headers that make it up, as they were
public record TraceContext(List<Header> headers) {

  private static final List<String> NAMES =
      List.of(HeaderNames.TRACEPARENT, HeaderNames.TRACESTATE, HeaderNames.BAGGAGE);

  /// Longest header that is carried on, in bytes.
  private static final int MOST_BYTES = 1024;

  /// No trace.
  public static final TraceContext NONE = new TraceContext(List.of());

  public TraceContext {
    headers = List.copyOf(headers);
  }

  /// The trace context in `headers`, without what is too long.
  public static TraceContext of(Headers headers) {
    var found = new ArrayList<Header>();
    for (String name : NAMES) {
      Header header = headers.lastHeader(name);
      if (header != null && header.value() != null && header.value().length <= MOST_BYTES) {
        found.add(header);
      }
    }
    return found.isEmpty() ? NONE : new TraceContext(found);
  }

  /// New headers that carry the trace context and nothing else.
  public RecordHeaders carriedOn() {
    return new RecordHeaders(headers);
  }
}
