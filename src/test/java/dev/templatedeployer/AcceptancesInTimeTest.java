package dev.templatedeployer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.identity.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AcceptancesInTimeTest {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  static final List<Instant> ACCEPTED = List.of(NOON.minusSeconds(60));

  /// Longer than a test may take.
  static final Duration PATIENT = Duration.ofMinutes(1);

  private final AtomicInteger questions = new AtomicInteger();
  private volatile boolean isInReach = true;
  private volatile Instant now = NOON;

  @Test
  void tellWhatIsKnown() {
    var acceptances = new AcceptancesInTime(this::answer, PATIENT, () -> now);
    assertThat(ask(acceptances)).isEqualTo(ACCEPTED);
    assertThat(ask(acceptances)).isEqualTo(ACCEPTED);
    assertThat(questions).hasValue(2);
  }

  @Test
  void doNotWaitForAnAnswerThatDoesNotCome() {
    var answered = new CountDownLatch(1);
    var acceptances =
        new AcceptancesInTime(
            (_, _, _, _, _) -> {
              try {
                answered.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return ACCEPTED;
            },
            Duration.ofMillis(1),
            () -> now);
    assertThat(ask(acceptances)).isEmpty();
    answered.countDown();
    assertThat(ask(acceptances)).as("during the pause").isEmpty();
  }

  @Test
  void askAgainOnlyAfterAPauseIfAskingFailed() {
    var acceptances = new AcceptancesInTime(this::answer, PATIENT, () -> now);
    isInReach = false;
    assertThat(ask(acceptances)).isEmpty();
    isInReach = true;
    now = NOON.plus(AcceptancesInTime.PAUSE).minusMillis(1);
    assertThat(ask(acceptances)).isEmpty();
    assertThat(questions).hasValue(1);
    now = NOON.plus(AcceptancesInTime.PAUSE);
    assertThat(ask(acceptances)).isEqualTo(ACCEPTED);
    assertThat(questions).hasValue(2);
  }

  private List<Instant> answer(
      Instant since, TemplateName template, String caller, Principal owner, int most) {
    questions.incrementAndGet();
    if (!isInReach) {
      throw new IllegalStateException("The read model is out of reach.");
    }
    return ACCEPTED;
  }

  private static List<Instant> ask(AcceptancesInTime acceptances) {
    return acceptances.after(
        NOON.minus(Duration.ofDays(1)), new TemplateName("lock"), "shop", new Principal("ann"), 2);
  }
}
