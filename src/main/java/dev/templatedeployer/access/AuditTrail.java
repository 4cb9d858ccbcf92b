package dev.templatedeployer.access;

/// Looks into the audit trail. May be used from many threads at once.
@FunctionalInterface
public interface AuditTrail {

  /// The newest entries that `query` wants. Looks at a bounded number of entries and then says
  /// where to go on.
  ///
  /// @throws Unavailable if it cannot be read now
  AuditPage find(AuditQuery query) throws Unavailable, InterruptedException;

  /// The trail cannot be read now. The message says why.
  final class Unavailable extends Exception {

    private static final long serialVersionUID = 1;

    /// @param sentence for whoever asked
    public Unavailable(String sentence, Throwable cause) {
      super(sentence, cause);
    }
  }
}
