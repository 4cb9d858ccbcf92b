package dev.templatedeployer.access;

/// Keeps the audit trail. May be called from many threads at once, and does not block them long.
@FunctionalInterface
public interface Audit {

  /// Keeps `entry`. Never throws: an action that was done is not undone because it cannot be noted.
  void note(AuditEntry entry);
}
