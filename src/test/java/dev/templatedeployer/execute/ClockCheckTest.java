package dev.templatedeployer.execute;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClockCheckTest {

  static final long NOON = 1_767_268_800_000L;

  final ClockCheck clock = new ClockCheck();

  @Test
  void findsNothingWhileTheBrokerStampsBetweenSendingAndAcknowledgement() {
    clock.acknowledged(NOON, NOON + 3, NOON + 7);

    assertThat(clock.problem()).isEmpty();
    assertThat(clock.aheadSeconds()).isZero();
  }

  /// Lateness is no difference of clocks.
  @Test
  void findsNothingWhenAnAcknowledgementTakesLong() {
    clock.acknowledged(NOON, NOON + 29_000, NOON + 30_000);

    assertThat(clock.problem()).isEmpty();
  }

  @Test
  void findsAClockThatIsAhead() {
    clock.acknowledged(NOON + 60_000, NOON + 3, NOON + 60_007);

    assertThat(clock.problem())
        .contains(
            "The clock of this machine is 59 s ahead of that of the brokers; 5 s are allowed. Set it, and see that it is kept by NTP.");
  }

  @Test
  void findsAClockThatIsBehind() {
    clock.acknowledged(NOON, NOON + 60_000, NOON + 7);

    assertThat(clock.problem()).get().asString().contains("59 s behind that of the brokers");
  }

  @Test
  void isContentAgainOnceTheClockIsSet() {
    clock.acknowledged(NOON + 60_000, NOON, NOON + 60_007);
    clock.acknowledged(NOON, NOON + 3, NOON + 7);

    assertThat(clock.problem()).isEmpty();
  }

  @Test
  void saysNothingOfWhatTheBrokerDidNotStamp() {
    clock.acknowledged(NOON, -1, NOON + 7);

    assertThat(clock.problem()).isEmpty();
  }
}
