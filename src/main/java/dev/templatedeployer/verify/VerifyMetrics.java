package dev.templatedeployer.verify;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicBoolean;

/// The figures of verifications of all deployments.
///
/// | name | unit | what it answers |
/// |---|---|---|
/// | `deployer.verify.last.success.timestamp.seconds` | seconds since 1970 | When was the log last found to be as it should be? 0 if never, since the start |
/// | `deployer.verify.differences` | differences | How much was found wrong by the last verification? |
/// | `deployer.verify.deployments` | deployments | How many did the last verification check? |
public final class VerifyMetrics {

  private final MeterRegistry registry;
  private final AtomicBoolean isShown = new AtomicBoolean();
  private volatile double lastSuccess;
  private volatile double differences;
  private volatile double deployments;

  /// Shows the figures in `registry`; that of the last success once there is or should be one.
  public VerifyMetrics(MeterRegistry registry) {
    this.registry = registry;
    Gauge.builder("deployer.verify.differences", this, own -> own.differences)
        .description("How much was found wrong by the last verification?")
        .register(registry);
    Gauge.builder("deployer.verify.deployments", this, own -> own.deployments)
        .description("How many deployments did the last verification check?")
        .register(registry);
  }

  /// Shows from now on when the last success was: there should be one soon.
  void awaitSuccess() {
    if (!isShown.getAndSet(true)) {
      Gauge.builder("deployer.verify.last.success.timestamp.seconds", this, own -> own.lastSuccess)
          .description("When was the log last found to be as it should be? 0: not since the start.")
          .register(registry);
    }
  }

  void ended(Verification verification) {
    if (verification.state() == Verification.State.CLEAN && verification.endedAt() != null) {
      lastSuccess = verification.endedAt().toEpochMilli() / 1000.0;
      awaitSuccess();
    }
    if (verification.state() != Verification.State.BROKEN_OFF) {
      differences = verification.findings().differences();
      deployments = verification.findings().deployments();
    }
  }
}
