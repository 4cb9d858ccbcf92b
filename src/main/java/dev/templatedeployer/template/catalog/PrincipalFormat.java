package dev.templatedeployer.template.catalog;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.format.Format;
import dev.templatedeployer.identity.Principal;

/// The format `principal` of our JSON Schemas: somebody who may own or receive something.
///
/// @param form what a principal has to look like
record PrincipalFormat(Principal.Form form) implements Format {

  static final String NAME = "principal";

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public boolean matches(ExecutionContext context, String text) {
    return new Principal(text).problem(form).isEmpty();
  }
}
