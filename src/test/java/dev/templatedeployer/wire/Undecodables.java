package dev.templatedeployer.wire;

/// Makes what only this package can throw, for the tests of others.
public final class Undecodables {

  private Undecodables() {}

  /// Bytes that mean nothing.
  public static Undecodable malformed() {
    return new Undecodable(Undecodable.Reason.MALFORMED, "The value is not Avro.");
  }

  /// Bytes in a schema of which nobody tells.
  public static Undecodable unknownSchema() {
    return new Undecodable(Undecodable.Reason.UNKNOWN_SCHEMA, "Nobody knows the schema id 99.");
  }

  /// Bytes in a schema that says more than ours.
  public static Undecodable incompatibleSchema() {
    return new Undecodable(
        Undecodable.Reason.INCOMPATIBLE_SCHEMA, "The value has a branch that is not known.");
  }
}
