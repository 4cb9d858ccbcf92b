package dev.templatedeployer.wire;

import java.util.LinkedHashMap;
import java.util.Map;

/// Which headers the records of each envelope have, for those who write or read them.
final class MessageHeaders {

  private MessageHeaders() {}

  /// By name, with what each is. Of those of an input, none has to be there.
  static Map<String, String> of(Envelope envelope) {
    var headers = new LinkedHashMap<String, String>();
    switch (envelope) {
      case DEPLOYMENT_COMMAND -> wishesForAReply(headers);
      case DEPLOYMENT_REPLY -> {
        cloudEvent(headers);
        headers.put(
            HeaderNames.VERSION,
            "The version of the deployment right after the command, in decimal digits.");
        headers.put(
            HeaderNames.CORRELATION_ID, "The correlation id of the command, byte for byte.");
      }
      case DEPLOYMENT_EVENT, CANISTER_EVENT -> {
        cloudEvent(headers);
        headers.put(HeaderNames.HASH, "SHA-256 over the hash before it and this value: 32 bytes.");
      }
      case DEPLOYMENT_OUTCOME -> {
        cloudEvent(headers);
        headers.put(
            HeaderNames.REPLAY_OF, "The bulk replay that the run belongs to, if it does to one.");
      }
      case WORK ->
          headers.put(
              HeaderNames.LEASE_MILLIS,
              "With a start: how long the executor may be silent before the start counts as lost, in milliseconds and decimal digits.");
      case ATTEMPT_REPORT -> {}
      case DEPLOYMENT_RECORD,
          CANISTER_COMMAND,
          CANISTER_REPLY,
          CONTROL_RECORD,
          REPLAY_EVENT,
          AUDIT_RECORD ->
          throw new IllegalArgumentException(
              "%s is no message for others.".formatted(envelope.schemaName()));
    }
    trace(headers);
    return headers;
  }

  private static void wishesForAReply(Map<String, String> headers) {
    headers.put(HeaderNames.CORRELATION_ID, "Any bytes; the reply repeats them.");
    headers.put(HeaderNames.REPLY_TOPIC, "The topic that the reply is wanted on.");
    headers.put(
        HeaderNames.REPLY_PARTITION,
        "The partition that the reply is wanted on: an int of 4 bytes, big-endian.");
    headers.put(HeaderNames.REDRIVE_OF, "Set by the service on a record that it sends again.");
  }

  private static void cloudEvent(Map<String, String> headers) {
    headers.put(HeaderNames.CE_SPECVERSION, "1.0");
    headers.put(HeaderNames.CE_ID, "Names the record, together with its source.");
    headers.put(HeaderNames.CE_SOURCE, "Where it comes from.");
    headers.put(
        HeaderNames.CE_TYPE, "What it is, such as dev.templatedeployer.deployment.completed.v1.");
    headers.put(HeaderNames.CE_SUBJECT, "The id that it is about.");
    headers.put(HeaderNames.CE_TIME, "When it happened, in RFC 3339.");
    headers.put(HeaderNames.CONTENT_TYPE, HeaderNames.AVRO);
  }

  private static void trace(Map<String, String> headers) {
    headers.put(
        HeaderNames.TRACEPARENT, "W3C Trace Context; passed on to all that a record causes.");
    headers.put(HeaderNames.TRACESTATE, "W3C Trace Context.");
    headers.put(HeaderNames.BAGGAGE, "W3C Baggage.");
  }
}
