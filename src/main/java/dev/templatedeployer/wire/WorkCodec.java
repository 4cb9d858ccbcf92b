package dev.templatedeployer.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.domain.Token;
import dev.templatedeployer.domain.Work;
import dev.templatedeployer.identity.Principal;
import java.io.IOException;
import java.time.Duration;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// Work for executors as bytes: the Avro record `Work`, and beside it the lease of a start as a
/// header, which executors that do not know it pass over. Thread-safe.
public final class WorkCodec {

  /// Of a lease: enough for thirty years, and few enough for nanoseconds in a long.
  private static final int MOST_DIGITS = 12;

  private final EnvelopeFormat format;

  /// Reads and writes with the schemas that `ids` knows.
  public WorkCodec(SchemaIds ids) {
    this.format = new EnvelopeFormat(Envelope.WORK, ids);
  }

  /// The bytes of `work`.
  public byte[] encode(Work work) {
    return format.encode(work, WorkCodec::write);
  }

  /// Adds to `headers` what `work` says there.
  public void describe(Work work, Headers headers) {
    if (work instanceof Work.Start start && start.lease() != null) {
      headers.add(
          HeaderNames.LEASE_MILLIS, Long.toString(start.lease().toMillis()).getBytes(UTF_8));
    }
  }

  /// The work in `value` and `headers`.
  public Work decode(byte @Nullable [] value, Headers headers) throws Undecodable {
    Work work = decode(value);
    Duration lease = work instanceof Work.Start ? lease(headers) : null;
    return work instanceof Work.Start start && lease != null ? start.withLease(lease) : work;
  }

  /// The work in `value`, without what its headers say.
  public Work decode(byte @Nullable [] value) throws Undecodable {
    return format.decode(value, WorkCodec::read);
  }

  /// The lease in `headers`; null if there is none, or nothing that can be one.
  private static @Nullable Duration lease(Headers headers) {
    Header header = headers.lastHeader(HeaderNames.LEASE_MILLIS);
    if (header == null || header.value() == null || header.value().length > MOST_DIGITS) {
      return null;
    }
    String digits = new String(header.value(), UTF_8);
    return digits.matches("[0-9]*[1-9][0-9]*") ? Duration.ofMillis(Long.parseLong(digits)) : null;
  }

  private static void write(Work work, AvroOutput out) throws IOException {
    out.text(work.id().value());
    out.text(work.template().value());
    TokenForm.write(work.token(), out);
    switch (work) {
      case Work.Start start -> {
        out.branch(0);
        out.text(start.templateVersion());
        ConfigForm.write(start.config(), out);
        out.text(start.owner().text());
        out.text(start.canisterId().text());
        out.texts(start.labels());
        out.instant(start.acceptedAt());
        out.optionalInstant(start.deadline());
        out.millis(start.timeLimit());
      }
      case Work.Stop stop -> {
        out.branch(1);
        out.text(stop.reason());
      }
    }
  }

  private static Work read(AvroInput in) throws IOException {
    var id = new DeploymentId(in.text());
    var template = new TemplateName(in.text());
    Token token = TokenForm.read(in);
    return switch (in.branch(2)) {
      case 0 ->
          new Work.Start(
              id,
              template,
              in.text(),
              token,
              ConfigForm.read(in),
              new Principal(in.text()),
              new Principal(in.text()),
              in.texts(),
              in.instant(),
              in.optionalInstant(),
              in.millis());
      default -> new Work.Stop(id, template, token, in.text());
    };
  }
}
