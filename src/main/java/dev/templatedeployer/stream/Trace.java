package dev.templatedeployer.stream;

import dev.templatedeployer.wire.HeaderNames;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;

/// The trace context of a record, which everything that it causes carries on.
///
/// Source: [W3C Trace Context](https://www.w3.org/TR/trace-context/), and Baggage.
record Trace(List<Header> headers) {

  private static final List<String> NAMES =
      List.of(HeaderNames.TRACEPARENT, HeaderNames.TRACESTATE, HeaderNames.BAGGAGE);

  /// No trace.
  static final Trace NONE = new Trace(List.of());

  /// Longest header that is carried on, in bytes.
  private static final int MOST_BYTES = 1024;

  /// The trace context in `headers`.
  static Trace of(org.apache.kafka.common.header.Headers headers) {
    var found = new ArrayList<Header>();
    for (String name : NAMES) {
      Header header = headers.lastHeader(name);
      if (header != null && header.value() != null && header.value().length <= MOST_BYTES) {
        found.add(header);
      }
    }
    return found.isEmpty() ? NONE : new Trace(found);
  }

  /// New headers that carry the trace context and nothing else.
  RecordHeaders carriedOn() {
    return new RecordHeaders(headers);
  }
}
