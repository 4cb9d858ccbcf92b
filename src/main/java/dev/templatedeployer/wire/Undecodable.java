package dev.templatedeployer.wire;

/// Bytes of a record that mean nothing to us. The message is safe to show: it never quotes them.
public final class Undecodable extends Exception {

  private static final long serialVersionUID = 1;

  private final Reason reason;

  /// Why bytes mean nothing.
  public enum Reason {
    /// There is no value, or no key.
    MISSING,
    /// There are more bytes than are ever read.
    TOO_LARGE,
    /// They do not begin with the magic byte and a schema id, or end too early.
    MALFORMED,
    /// Nobody knows the schema id.
    UNKNOWN_SCHEMA,
    /// The schema id is new here, and the schema registry cannot be asked.
    REGISTRY_AWAY,
    /// The schema is known, and not one that can be read as what belongs on the topic.
    INCOMPATIBLE_SCHEMA,
    /// They were read, and a value breaks a rule that everything on the topic keeps.
    BROKEN_RULE
  }

  Undecodable(Reason reason, String sentence) {
    super(sentence);
    this.reason = reason;
  }

  /// Why, for programs.
  public Reason reason() {
    return reason;
  }
}
