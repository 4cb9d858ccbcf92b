package dev.templatedeployer.acl;

import java.util.List;

/// Principals that nothing can be granted to; the message has a sentence for each thing that is
/// wrong.
public final class UnusablePrincipals extends Exception {

  private static final long serialVersionUID = 1;

  UnusablePrincipals(List<String> problems) {
    super(String.join("\n", problems));
  }
}
