package dev.templatedeployer.control.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.access.AuditEntry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AuditMetricsTest {

  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final AuditMetrics metrics = new AuditMetrics(registry);

  @Test
  void countWhatIsDoneAndWhatIsRefused() {
    metrics.noted(entry("template.pause", "lock", true));
    metrics.noted(entry("template.pause", "dao", true));
    metrics.noted(entry("template.pause", "lokc", false));

    assertThat(count("done")).isEqualTo(2);
    assertThat(count("refused")).isEqualTo(1);
  }

  @Test
  void nameNobodyAndNothing() {
    metrics.noted(entry("deployment.retry", "web-1", true));
    metrics.noted(entry("deployment.retry", "web-2", true));

    assertThat(registry.get("deployer.audit.entries").counters()).hasSize(1);
  }

  @Test
  void tellThatNothingWasLostFromTheBeginning() {
    assertThat(registry.get("deployer.audit.lost").counter().count()).isZero();
    metrics.lost();
    assertThat(registry.get("deployer.audit.lost").counter().count()).isEqualTo(1);
  }

  private double count(String result) {
    return registry
        .get("deployer.audit.entries")
        .tag("action", "template.pause")
        .tag("result", result)
        .counter()
        .count();
  }

  private static AuditEntry entry(String action, String subject, boolean isAccepted) {
    return new AuditEntry(
        Instant.EPOCH, "by-" + subject, action, subject, isAccepted, "why not", "It is so.");
  }
}
