package dev.templatedeployer.signature;

/// What a record's signature is worth.
public sealed interface Verdict {

  /// It has none, and none is asked for.
  record Unsigned() implements Verdict {}

  /// Its sender signed it.
  ///
  /// @param kid the key that was used
  /// @param signer whose key that is
  /// @param type what the sender says that the record is
  /// @param commandId its own id for the record, or empty
  record Proven(String kid, Signer signer, CommandType type, String commandId) implements Verdict {}

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
    /// The sender has no such key.
    KEY_UNKNOWN,
    /// The key does not count yet, or no longer.
    KEY_NOT_VALID,
    /// It was signed too long ago.
    ISSUED_TOO_LONG_AGO,
    /// It was signed later than it arrived.
    ISSUED_IN_THE_FUTURE,
    /// The key did not sign this.
    SIGNATURE_WRONG,
    /// The key may not sign this: it is for other templates, or for other kinds of record.
    KEY_NOT_FOR_THIS
  }
}
