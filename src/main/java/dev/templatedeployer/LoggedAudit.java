package dev.templatedeployer;

import dev.templatedeployer.access.Audit;
import dev.templatedeployer.access.AuditEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the audit trail in the log of the process.
final class LoggedAudit implements Audit {

  private static final Logger LOG = LoggerFactory.getLogger("dev.templatedeployer.audit");

  @Override
  public void note(AuditEntry entry) {
    LOG.atInfo()
        .addKeyValue("by", entry.by())
        .addKeyValue("action", entry.action())
        .addKeyValue("subject", entry.subject())
        .addKeyValue("accepted", entry.isAccepted())
        .addKeyValue("reason", entry.reason())
        .log(entry.detail());
  }
}
