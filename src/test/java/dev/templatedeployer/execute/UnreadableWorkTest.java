package dev.templatedeployer.execute;

import static dev.templatedeployer.domain.Token.FIRST;
import static dev.templatedeployer.execute.Rig.ALPHA_0;
import static dev.templatedeployer.execute.Rig.BETA;
import static dev.templatedeployer.execute.Rig.BETA_0;
import static dev.templatedeployer.execute.Rig.start;
import static dev.templatedeployer.execute.Rig.stop;
import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.domain.Token;
import dev.templatedeployer.wire.Undecodable;
import dev.templatedeployer.wire.Undecodables;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Work that is, and cannot be read at present: a newer release wrote it, or the registry is away.
class UnreadableWorkTest {

  static final Duration UNTIL_IT_IS_TRIED_AGAIN = Duration.ofSeconds(2);

  final WorkLog log = new WorkLog();
  final Rig rig = new Rig(log).owning();

  static Stream<Supplier<Undecodable>> reasons() {
    return Stream.of(Undecodables::unknownSchema, Undecodables::incompatibleSchema);
  }

  @ParameterizedTest
  @MethodSource("reasons")
  void waitsAndIsRunOnceItCanBeRead(Supplier<Undecodable> reason) {
    rig.unreadable.put("new", reason);
    log.write(ALPHA_0, start("old", FIRST));
    log.write(ALPHA_0, start("new", FIRST));
    log.write(ALPHA_0, start("behind", FIRST));
    rig.turnUntil(() -> rig.problem().isPresent());
    assertThat(rig.problem().orElseThrow())
        .startsWith(
            "The work at offset 1 of 'work.alpha-0' cannot be read yet, and what comes behind it waits, but for stops: "
                + reason.get().getMessage());
    rig.awaitCommitted(ALPHA_0, 1);

    rig.unreadable.clear();
    rig.pass(UNTIL_IT_IS_TRIED_AGAIN);

    rig.awaitCommitted(ALPHA_0, 3);
    assertThat(rig.alpha.calls()).containsExactlyInAnyOrder("old/1.1", "new/1.1", "behind/1.1");
    assertThat(rig.problem()).isEmpty();
  }

  @Test
  void isTriedAgainAndAgain() {
    rig.unreadable.put("new", Undecodables::unknownSchema);
    log.write(ALPHA_0, start("new", FIRST));
    for (int i = 0; i < 5; i++) {
      rig.turnUntil(() -> rig.problem().isPresent());
      rig.pass(UNTIL_IT_IS_TRIED_AGAIN);
    }
    assertThat(rig.committed(ALPHA_0)).isZero();

    rig.unreadable.clear();
    rig.pass(UNTIL_IT_IS_TRIED_AGAIN);

    rig.awaitCommitted(ALPHA_0, 1);
  }

  @Test
  void doesNotHoldUpOtherPartitions() {
    rig.unreadable.put("new", Undecodables::unknownSchema);
    log.write(ALPHA_0, start("new", FIRST));
    log.write(BETA_0, start("b", BETA, FIRST, null));
    rig.reports(1);
    rig.awaitCommitted(BETA_0, 1);
    assertThat(rig.beta.calls()).containsExactly("b/1.1");
  }

  @Test
  void doesNotHoldUpAStop() {
    rig.unreadable.put("new", Undecodables::unknownSchema);
    log.write(ALPHA_0, start("new", FIRST));
    log.write(ALPHA_0, start("behind", FIRST));
    log.write(ALPHA_0, stop("behind", FIRST));
    rig.reports(1);
    assertThat(rig.stopped()).containsExactly("behind");
  }

  @Test
  void isPassedOverOnceSomethingElseIsSaidOfItsDeployment() {
    rig.unreadable.put("new", Undecodables::unknownSchema);
    log.write(ALPHA_0, start("new", FIRST));
    rig.turnUntil(() -> rig.problem().isPresent());

    rig.unreadable.clear();
    log.write(ALPHA_0, stop("new", FIRST));
    rig.reports(1);
    rig.pass(UNTIL_IT_IS_TRIED_AGAIN);

    rig.awaitCommitted(ALPHA_0, 2);
    assertThat(rig.alpha.calls()).isEmpty();
    assertThat(rig.problem()).isEmpty();
  }

  @Test
  void isLeftToTheNextOwner() {
    rig.unreadable.put("new", Undecodables::unknownSchema);
    log.write(ALPHA_0, start("new", new Token(2, 1)));
    rig.turnUntil(() -> rig.problem().isPresent());
    rig.committed(ALPHA_0);

    var upgraded = new Rig(log).owning();

    upgraded.awaitCommitted(ALPHA_0, 1);
    assertThat(upgraded.alpha.calls()).containsExactly("new/2.1");
  }

  @Test
  void isToldFromWhatWillNeverBeWork() {
    log.write(ALPHA_0, "a", Rig.GARBAGE);
    log.write(ALPHA_0, null, Rig.GARBAGE);
    rig.awaitCommitted(ALPHA_0, 2);
    assertThat(rig.problem()).isEmpty();
  }
}
