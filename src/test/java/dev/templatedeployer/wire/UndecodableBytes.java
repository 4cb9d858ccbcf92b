package dev.templatedeployer.wire;

/// Bytes that mean nothing, for the tests of those who read.
public final class UndecodableBytes {

  private UndecodableBytes() {}

  /// What a codec throws at them.
  public static Undecodable undecodable() {
    return new Undecodable(Undecodable.Reason.MALFORMED, "These bytes end too early.");
  }
}
