package dev.templatedeployer.template.catalog;

/// A template that failed where it only had to answer. No fault of the config: the sender may try
/// again once the template is mended.
public final class TemplateMalfunction extends Exception {

  private static final long serialVersionUID = 1;

  TemplateMalfunction(String template, Throwable cause) {
    super(
        "The template '%s' failed while it checked a config: %s. Mend the template, then send the command again."
            .formatted(template, cause.getClass().getName()),
        cause);
  }
}
