package dev.templatedeployer.control;

import dev.templatedeployer.access.AuditEntry;
import java.time.Instant;

/// A wish to change what holds.
///
/// @param by who wants it, as far as it is proven; whether they may has been asked before
/// @param reason why, in their words
public record ControlChange(String by, Instant at, String reason, ControlCommand command) {

  /// What the audit trail keeps of it.
  public AuditEntry audited(ControlDecision decision) {
    boolean isAccepted = decision instanceof ControlDecision.Accepted;
    return new AuditEntry(
        at, by, command.action(), command.subject(), isAccepted, reason, decision.sentence());
  }
}
