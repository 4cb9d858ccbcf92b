package dev.templatedeployer.wire;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.domain.Token;
import dev.templatedeployer.domain.Work;
import dev.templatedeployer.identity.Principal;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Work for executors as bytes: the Avro record `Work`. Thread-safe.
public final class WorkCodec {

  private final EnvelopeFormat format;

  /// Reads and writes with the schemas that `ids` knows.
  public WorkCodec(SchemaIds ids) {
    this.format = new EnvelopeFormat(Envelope.WORK, ids);
  }

  /// The bytes of `work`.
  public byte[] encode(Work work) {
    return format.encode(work, WorkCodec::write);
  }

  /// The work in `value`.
  public Work decode(byte @Nullable [] value) throws Undecodable {
    return format.decode(value, WorkCodec::read);
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
