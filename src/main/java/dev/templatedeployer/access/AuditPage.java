package dev.templatedeployer.access;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of the audit trail.
///
/// @param entries the newest first; may be empty although there is more
/// @param next where to go on as [AuditQuery#before], or null if there is nothing older
public record AuditPage(List<AuditEntry> entries, @Nullable Long next) {
  public AuditPage {
    entries = List.copyOf(entries);
  }
}
