package dev.templatedeployer.http;

import dev.templatedeployer.access.AuditEntry;
import dev.templatedeployer.access.AuditPage;
import dev.templatedeployer.access.AuditQuery;
import dev.templatedeployer.access.AuditTrail;
import dev.templatedeployer.control.ControlChange;
import dev.templatedeployer.control.ControlCommand;
import dev.templatedeployer.control.ControlDecision;
import dev.templatedeployer.control.ControlDesk;
import dev.templatedeployer.control.ControlRules;
import dev.templatedeployer.control.ControlUnavailable;
import dev.templatedeployer.control.Controls;
import dev.templatedeployer.domain.TemplateName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What holds, in memory, by the real rules; its audit trail in a list. The owner is `olga`.
final class FakeDesk implements ControlDesk, AuditTrail {

  private final ControlRules rules = new ControlRules(Set.of(new TemplateName("lock")));
  private final List<AuditEntry> entries = new ArrayList<>();
  private Controls controls = Controls.NONE;

  /// Changes nothing, if not null.
  @Nullable ControlUnavailable trouble;

  /// What the trail was asked last.
  @Nullable AuditQuery lastQuery;

  FakeDesk() {
    decide(
        new ControlChange(
            "setup",
            Instant.parse("2026-03-01T11:00:00Z"),
            "begin",
            new ControlCommand.Bootstrap("olga", "backend")));
  }

  @Override
  public synchronized Controls controls() {
    return controls;
  }

  @Override
  public synchronized ControlDecision change(ControlChange change) throws ControlUnavailable {
    if (trouble != null) {
      throw trouble;
    }
    return decide(change);
  }

  private ControlDecision decide(ControlChange change) {
    ControlDecision decision = rules.decide(controls, change);
    if (decision instanceof ControlDecision.Accepted(var records, _)) {
      records.forEach(record -> controls = controls.evolve(record));
    }
    entries.addFirst(change.audited(decision));
    return decision;
  }

  @Override
  public synchronized AuditPage find(AuditQuery query) {
    lastQuery = query;
    List<AuditEntry> found = entries.stream().filter(query::matches).toList();
    return found.size() > query.limit()
        ? new AuditPage(found.subList(0, query.limit()), 7L)
        : new AuditPage(found, null);
  }
}
