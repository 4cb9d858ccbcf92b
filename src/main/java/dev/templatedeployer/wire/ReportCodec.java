package dev.templatedeployer.wire;

import dev.templatedeployer.domain.DeploymentCommand.AttemptFailed;
import dev.templatedeployer.domain.DeploymentCommand.Heartbeat;
import dev.templatedeployer.domain.DeploymentCommand.Report;
import dev.templatedeployer.domain.DeploymentCommand.Started;
import dev.templatedeployer.domain.DeploymentCommand.Succeeded;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.Token;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reports of executors as bytes: the Avro record `AttemptReport`. Thread-safe.
///
/// What an executor says of a run is never refused for its length: too long a text is cut, on
/// reading, since a report that is thrown away would have the template run once more.
public final class ReportCodec {

  /// The most characters of an executor's name that are kept.
  public static final int MAX_EXECUTOR = 128;

  /// The most details that are kept.
  public static final int MAX_DETAILS = 32;

  /// The most characters of a detail's key or value that are kept.
  public static final int MAX_DETAIL = 256;

  private final EnvelopeFormat format;

  /// Reads and writes with the schemas that `ids` knows.
  public ReportCodec(SchemaIds ids) {
    this.format = new EnvelopeFormat(Envelope.ATTEMPT_REPORT, ids);
  }

  /// The bytes of `report`, all but its `at`.
  public byte[] encode(Report report) {
    return format.encode(report, ReportCodec::write);
  }

  /// The report in `value`.
  ///
  /// @param at when the broker took the record in
  public Report decode(byte @Nullable [] value, Instant at) throws Undecodable {
    return format.decode(value, in -> read(in, at));
  }

  private static void write(Report report, AvroOutput out) throws IOException {
    out.text(report.id().value());
    TokenForm.write(report.token(), out);
    switch (report) {
      case Started started -> {
        out.text(started.executor());
        out.instant(started.startedAt());
        out.branch(0);
      }
      case Heartbeat heartbeat -> {
        out.text(heartbeat.executor());
        out.instant(heartbeat.startedAt());
        out.branch(1);
      }
      case Succeeded succeeded -> {
        out.text(succeeded.executor());
        out.instant(succeeded.startedAt());
        out.branch(2);
        out.texts(succeeded.details());
        out.instant(succeeded.endedAt());
      }
      case AttemptFailed failed -> {
        out.text(failed.executor());
        out.instant(failed.startedAt());
        out.branch(3);
        FailureForm.write(failed.failure(), out);
        out.optionalInt64(failed.retryAfterMillis());
        out.instant(failed.endedAt());
      }
    }
  }

  private static Report read(AvroInput in, Instant at) throws IOException {
    var id = new DeploymentId(in.text());
    Token token = token(in);
    String executor = cut(in.text(), MAX_EXECUTOR);
    Instant startedAt = in.instant();
    return switch (in.branch(4)) {
      case 0 -> new Started(id, token, executor, startedAt, at);
      case 1 -> new Heartbeat(id, token, executor, startedAt, at);
      case 2 -> new Succeeded(id, token, executor, cut(in.texts()), startedAt, in.instant(), at);
      default ->
          new AttemptFailed(
              id,
              token,
              executor,
              FailureForm.read(in),
              in.optionalInt64(),
              startedAt,
              in.instant(),
              at);
    };
  }

  private static Token token(AvroInput in) throws IOException {
    Token token = TokenForm.read(in);
    if (token.attempt() < 1 || token.drive() < 1) {
      throw new IllegalArgumentException(
          "Attempt and drive count from 1, and these are %d and %d. Repeat those of the work."
              .formatted(token.attempt(), token.drive()));
    }
    return token;
  }

  private static Map<String, String> cut(Map<String, String> details) {
    boolean isShort =
        details.size() <= MAX_DETAILS
            && details.entrySet().stream()
                .allMatch(detail ->
                    detail.getKey().length() <= MAX_DETAIL
                        && detail.getValue().length() <= MAX_DETAIL);
    if (isShort) {
      return details;
    }
    var kept = new TreeMap<String, String>();
    new TreeMap<>(details)
        .entrySet().stream()
            .limit(MAX_DETAILS)
            .forEach(detail ->
                kept.put(cut(detail.getKey(), MAX_DETAIL), cut(detail.getValue(), MAX_DETAIL)));
    return kept;
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }
}
