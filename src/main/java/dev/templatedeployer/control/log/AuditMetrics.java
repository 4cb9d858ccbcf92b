package dev.templatedeployer.control.log;

import dev.templatedeployer.access.AuditEntry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/// The figures of the audit trail, as far as this process noted it itself.
///
/// | name | unit | what it answers |
/// |---|---|---|
/// | `deployer.audit.entries` | entries | What privileged is done, and what is refused? |
/// | `deployer.audit.lost` | entries | Is the audit trail whole? |
///
/// No label says who or to what: there is no end of those.
final class AuditMetrics {

  private final MeterRegistry registry;
  private final Counter lost;

  AuditMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.lost =
        Counter.builder("deployer.audit.lost")
            .description("Is the audit trail whole? These entries are in the log alone.")
            .register(registry);
  }

  void noted(AuditEntry entry) {
    Counter.builder("deployer.audit.entries")
        .description("What privileged is done, and what is refused?")
        .tag("action", entry.action())
        .tag("result", entry.isAccepted() ? "done" : "refused")
        .register(registry)
        .increment();
  }

  void lost() {
    lost.increment();
  }
}
