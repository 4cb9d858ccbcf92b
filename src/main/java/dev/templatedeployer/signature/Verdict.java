package dev.templatedeployer.signature;

/// What a record's signature is worth.
public sealed interface Verdict {

  /// It has none, and none is asked for.
  record Unsigned() implements Verdict {}

  /// The backend signed it.
  ///
  /// @param kid the key that it used
  /// @param type what the backend says that the command is
  /// @param commandId its own id for the command, or empty
  record Proven(String kid, CommandType type, String commandId) implements Verdict {}

  /// Nobody knows who wrote it.
  ///
  /// @param sentence why, and what to do; quotes nothing but the name of a key
  record Unproven(Reason reason, String sentence) implements Verdict {}

  /// Why a signature is worth nothing.
  enum Reason {
    /// There is none, or a part of it is missing.
    SIGNATURE_MISSING,
    /// A header is not what it has to be.
    SIGNATURE_MALFORMED,
    /// The backend has no such key.
    KEY_UNKNOWN,
    /// The key does not count yet, or no longer.
    KEY_NOT_VALID,
    /// It was signed too long ago.
    ISSUED_TOO_LONG_AGO,
    /// It was signed later than it arrived.
    ISSUED_IN_THE_FUTURE,
    /// The key did not sign this.
    SIGNATURE_WRONG
  }
}
