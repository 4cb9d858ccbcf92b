package dev.templatedeployer.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.domain.DeploymentId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeploymentIdsTest {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void areUuidsOfVersionSeven() {
    UUID id = UUID.fromString(new DeploymentIds().next().value());

    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
  }

  @Test
  void beginWithTheTimeTheyWereMade() {
    var ids = new DeploymentIds(InstantSource.fixed(NOON), new SplittableRandom(1));

    UUID id = UUID.fromString(ids.next().value());

    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOON.toEpochMilli());
  }

  @Test
  void sortInTheOrderTheyWereMadeEvenWhenTheClockStandsStill() {
    var ids = new DeploymentIds(InstantSource.fixed(NOON), new SplittableRandom(1));

    var made = Stream.generate(ids::next).limit(10_000).map(DeploymentId::value).toList();

    assertThat(made).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void sortInTheOrderTheyWereMadeEvenWhenTheClockGoesBack() {
    var hour = new Instant[] {NOON};
    var ids = new DeploymentIds(() -> hour[0], new SplittableRandom(1));
    String first = ids.next().value();
    hour[0] = NOON.minusSeconds(3600);

    assertThat(ids.next().value()).isGreaterThan(first);
  }
}
