package dev.templatedeployer.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which entries of the audit trail are wanted; what is null is not asked for.
///
/// @param subject what it was asked of, exactly
/// @param by who asked, exactly
/// @param action what was asked, exactly, or all actions of a noun, such as `template`
/// @param from nothing older than this
/// @param limit how many at most, at least 1
/// @param before where the search before ended, or null to begin with the newest
public record AuditQuery(
    @Nullable String subject,
    @Nullable String by,
    @Nullable String action,
    @Nullable Instant from,
    int limit,
    @Nullable Long before) {

  /// Whether `entry` is one of those that are wanted.
  public boolean matches(AuditEntry entry) {
    return (subject == null || subject.equals(entry.subject()))
        && (by == null || by.equals(entry.by()))
        && (action == null
            || action.equals(entry.action())
            || entry.action().startsWith(action + "."))
        && (from == null || !entry.at().isBefore(from));
  }
}
