package dev.templatedeployer.wire;

import dev.templatedeployer.domain.DeploymentRequest;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.identity.Principal;
import java.io.IOException;

/// The Avro record `DeploymentRequest`.
final class RequestForm {

  private RequestForm() {}

  static void write(DeploymentRequest request, AvroOutput out) throws IOException {
    out.text(request.template().value());
    out.optionalText(request.templateVersion());
    ConfigForm.write(request.config(), out);
    out.text(request.owner().text());
    out.texts(request.labels());
    out.optionalInstant(request.notBefore());
    out.optionalInstant(request.deadline());
  }

  static DeploymentRequest read(AvroInput in) throws IOException {
    return new DeploymentRequest(
        new TemplateName(in.text()),
        in.optionalText(),
        ConfigForm.read(in),
        new Principal(in.text()),
        in.texts(),
        in.optionalInstant(),
        in.optionalInstant());
  }

  static void skip(AvroInput in) throws IOException {
    in.skipText();
    in.skipOptionalText();
    ConfigForm.skip(in);
    in.skipText();
    in.skipTexts();
    in.skipOptionalInt64();
    in.skipOptionalInt64();
  }
}
