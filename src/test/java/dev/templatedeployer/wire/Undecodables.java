package dev.templatedeployer.wire;

/// Makes what only this package can throw, for the tests of others.
public final class Undecodables {

  private Undecodables() {}

  /// Bytes that mean nothing.
  public static Undecodable malformed() {
    return new Undecodable(Undecodable.Reason.MALFORMED, "The value is not Avro.");
  }
}
