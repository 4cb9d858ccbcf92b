package dev.templatedeployer.execute;

import static dev.templatedeployer.domain.Token.FIRST;
import static dev.templatedeployer.execute.Rig.ALPHA_0;
import static dev.templatedeployer.execute.Rig.start;
import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.template.PermanentFailure;
import org.junit.jupiter.api.Test;

class ExecutorMetricsTest {

  final Rig rig = new Rig().owning();

  @Test
  void countAttemptsByOutcomeAndCode() {
    rig.log.write(ALPHA_0, start("a", FIRST));
    rig.reports(1);
    rig.alpha.does(_ -> {
      throw new PermanentFailure("QUOTA_EXCEEDED", "There is no room.");
    });
    rig.log.write(ALPHA_0, start("b", FIRST));
    awaitEnds(2);
    assertThat(attempts("succeeded", "NONE")).isEqualTo(1);
    assertThat(attempts("failed", "QUOTA_EXCEEDED")).isEqualTo(1);
    assertThat(rig.meter("deployer.attempt.duration", "template", "alpha")).isEqualTo(2);
  }

  @Test
  void countTheCodesOfATemplateThatInventsNewOnesTogether() {
    rig.alpha.does(context -> {
      throw new PermanentFailure("CODE_" + context.deploymentId(), "One of many.");
    });
    for (int i = 0; i < 60; i++) {
      rig.log.write(ALPHA_0, start("d" + i, FIRST));
    }
    awaitEnds(60);
    assertThat(attempts("failed", "OTHER")).isEqualTo(10);
  }

  /// A run is counted after its report.
  private void awaitEnds(int count) {
    rig.reports(count);
    rig.turnUntil(() -> rig.meter("deployer.executor.running", "template", "alpha") == 0);
  }

  private double attempts(String outcome, String code) {
    return rig.meter("deployer.attempts", "template", "alpha", "outcome", outcome, "code", code);
  }
}
