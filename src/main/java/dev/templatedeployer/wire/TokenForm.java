package dev.templatedeployer.wire;

import dev.templatedeployer.domain.Token;
import java.io.IOException;

/// A token on the wire: the fields `attempt` and `drive`, one after the other.
final class TokenForm {

  private TokenForm() {}

  static void write(Token token, AvroOutput out) throws IOException {
    out.int32(token.attempt());
    out.int32(token.drive());
  }

  static Token read(AvroInput in) throws IOException {
    return new Token(in.int32(), in.int32());
  }
}
