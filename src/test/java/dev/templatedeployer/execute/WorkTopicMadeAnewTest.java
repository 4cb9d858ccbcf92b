package dev.templatedeployer.execute;

import static dev.templatedeployer.domain.Token.FIRST;
import static dev.templatedeployer.execute.Rig.ALPHA_0;
import static dev.templatedeployer.execute.Rig.start;
import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.domain.Token;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// A work topic that was deleted, and the one that takes its place.
class WorkTopicMadeAnewTest {

  final WorkLog log = new WorkLog();

  @Test
  void isMissedByName() {
    var rig = new Rig(log).owning();
    rig.turn();
    assertThat(rig.problem()).isEmpty();

    log.missing.add("work.alpha");
    rig.pass(Duration.ofSeconds(2));
    rig.turn();
    assertThat(rig.problem())
        .hasValue(
            "No work comes from 'work.alpha', which Kafka does not have. Make it again with './deployer topics apply'.");

    log.missing.clear();
    rig.pass(Duration.ofSeconds(2));
    rig.turn();
    assertThat(rig.problem()).isEmpty();
  }

  @Test
  void isTakenFromItsBeginningByWhoeverTookTheOldOne() {
    var rig = new Rig(log).owning();
    for (int i = 0; i < 10; i++) {
      log.write(ALPHA_0, start("old" + i, FIRST));
    }
    rig.awaitCommitted(ALPHA_0, 10);

    log.makeAnew(ALPHA_0);
    log.write(ALPHA_0, start("a", FIRST));
    log.write(ALPHA_0, start("old1", new Token(1, 2)));

    rig.reports(12);
    rig.awaitCommitted(ALPHA_0, 2);
    assertThat(rig.alpha.calls()).hasSize(12).contains("a/1.1", "old1/1.2");
  }

  @Test
  void isTakenFromItsBeginningByOneThatInheritsTheProgressOfTheOldOne() {
    var stopped = new Rig(log).owning();
    for (int i = 0; i < 10; i++) {
      log.write(ALPHA_0, start("old" + i, FIRST));
    }
    stopped.awaitCommitted(ALPHA_0, 10);
    log.makeAnew(ALPHA_0);
    log.write(ALPHA_0, start("a", FIRST));

    var rig = new Rig(log).owning();

    rig.reports(1);
    rig.awaitCommitted(ALPHA_0, 1);
    assertThat(rig.alpha.calls()).containsExactly("a/1.1");
  }
}
