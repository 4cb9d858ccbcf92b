package dev.templatedeployer.wire;

import dev.templatedeployer.identity.Principal;
import java.io.IOException;

/// A principal from outside: text that is not blank and not too long. Whether it may own anything
/// is asked later.
final class PrincipalForm {

  private PrincipalForm() {}

  static Principal read(AvroInput in) throws IOException {
    String text = in.text();
    if (text.isBlank() || text.length() > Principal.MAX_LENGTH) {
      throw new IllegalArgumentException(
          "A principal has %d characters, or is blank. Give one of 1 to %d."
              .formatted(text.length(), Principal.MAX_LENGTH));
    }
    return new Principal(text);
  }
}
