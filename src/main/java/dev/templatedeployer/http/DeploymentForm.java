package dev.templatedeployer.http;

import dev.templatedeployer.client.DeploymentIds;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRequest;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.wire.CommandRules;
import dev.templatedeployer.wire.Configs;
import io.javalin.http.Context;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What the body of a request for a deployment says: `{template, config, owner, …}`.
///
/// @param id the id that the sender gave, or a new one
record DeploymentForm(DeploymentId id, DeploymentRequest request) {

  private static final int LONGEST_TEXT = 256;

  /// Reads the body of a request.
  ///
  /// @param ids makes an id if the sender gave none
  /// @throws Problem if anything is wrong with it, with everything that is
  static DeploymentForm of(Context ctx, DeploymentIds ids) {
    RequestBody body = RequestBody.of(ctx);
    var fields = new Fields(body.json());
    TemplateName template = template(fields);
    boolean hasConfig = fields.requiredObject("config") != null;
    String owner = fields.requiredText("owner", LONGEST_TEXT);
    Map<String, String> labels = labels(fields);
    var notBefore = fields.time("notBefore");
    var deadline = fields.time("deadline");
    String version = fields.text("templateVersion", CommandRules.MAX_TEMPLATE_VERSION);
    DeploymentId id = id(fields, IdempotencyKey.of(ctx).orElse(null));
    fields.done();
    if (template == null || !hasConfig) {
      throw new IllegalStateException("A field that is missing was not noticed.");
    }
    var request =
        new DeploymentRequest(
            template,
            version,
            Configs.of(body.verbatim("config")),
            new Principal(owner),
            labels,
            notBefore,
            deadline);
    return new DeploymentForm(id == null ? ids.next() : id, request);
  }

  private static @Nullable TemplateName template(Fields fields) {
    String name = fields.requiredText("template", LONGEST_TEXT);
    return name.isEmpty() ? null : read(fields, "/template", name, TemplateName::new);
  }

  /// The id may stand in the body, in the header, or the same one in both.
  private static @Nullable DeploymentId id(Fields fields, @Nullable String key) {
    String inBody = fields.text("id", LONGEST_TEXT);
    if (inBody != null && key != null && !inBody.equals(key)) {
      fields.add(
          "/id",
          "DIFFERS_FROM_KEY",
          "The id in the body differs from the 'Idempotency-Key'. Send one of them, or the same in both.");
      return null;
    }
    String id = inBody == null ? key : inBody;
    return id == null ? null : read(fields, "/id", id, DeploymentId::new);
  }

  private static Map<String, String> labels(Fields fields) {
    Map<String, String> labels = fields.texts("labels");
    if (labels.size() > CommandRules.MAX_LABELS) {
      fields.add(
          "/labels",
          "TOO_MANY",
          "There are %d labels. Give at most %d."
              .formatted(labels.size(), CommandRules.MAX_LABELS));
    }
    labels.forEach((key, value) -> {
      if (!CommandRules.LABEL_KEY.matcher(key).matches()) {
        fields.add(
            Fields.pointer("labels", key),
            "BAD_KEY",
            "The key of a label is made of 1 to 64 letters, digits, dots, underscores, slashes and dashes.");
      }
      if (value.length() > CommandRules.MAX_LABEL_VALUE) {
        fields.add(
            Fields.pointer("labels", key),
            "TOO_LONG",
            "The value of a label has at most %d characters."
                .formatted(CommandRules.MAX_LABEL_VALUE));
      }
    });
    return labels;
  }

  private static <T> @Nullable T read(
      Fields fields, String pointer, String text, Function<String, T> reader) {
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException e) {
      fields.add(pointer, "BAD_NAME", String.valueOf(e.getMessage()));
      return null;
    }
  }
}
