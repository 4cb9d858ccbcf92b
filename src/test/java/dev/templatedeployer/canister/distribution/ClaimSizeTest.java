package dev.templatedeployer.canister.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.templatedeployer.canister.CanisterInMemory;
import dev.templatedeployer.canister.RowKey;
import dev.templatedeployer.canister.Ruling;
import dev.templatedeployer.canister.distribution.DistributionEvent.Activated;
import dev.templatedeployer.canister.distribution.DistributionEvent.Funded;
import dev.templatedeployer.canister.distribution.DistributionEvent.RecipientsAdded;
import dev.templatedeployer.canister.distribution.DistributionOperation.Claim;
import dev.templatedeployer.canister.vesting.EarlyUnlock;
import dev.templatedeployer.canister.vesting.Preset;
import dev.templatedeployer.canister.vesting.Schedule.Release;
import dev.templatedeployer.canister.vesting.ScheduleConfig;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.template.catalog.Json;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// How much one claim writes: its event, the row that it changes, and the head. It must not depend
/// on how many participants there are.
class ClaimSizeTest {
  static final Principal OWNER = principal(-1);
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00.250Z");
  static final Instant LATER = NOON.plus(Duration.ofDays(500));
  static final BigInteger EACH = BigInteger.valueOf(12_345_678_901L);

  final DistributionCanister rules = new DistributionCanister();

  @Test
  void isTheSameAmongFiveThousandRecipientsAsAmongFifty() throws JsonProcessingException {
    int bytes = bytesOfAClaim(5_000);

    assertThat(bytes).isCloseTo(1_600, within(100));
    assertThat(bytes).isCloseTo(bytesOfAClaim(50), within(64));
  }

  @Test
  void staysFarBelowTheLimitHoweverLongTheScheduleIs() throws JsonProcessingException {
    DistributionConfig usual = config(named(0, 1_000));
    List<Release> events =
        IntStream.range(0, 366)
            .mapToObj(i ->
                new Release(NOON.plusSeconds(i).plusNanos(123_456_789), BigInteger.TEN.pow(16)))
            .toList();
    var large =
        new DistributionConfig(
            "\ud83c\udf89".repeat(100),
            "\ud83c\udf89".repeat(2_000),
            usual.tokenId(),
            usual.campaign(),
            usual.totalAmount(),
            usual.eligibility(),
            usual.start(),
            usual.end(),
            ScheduleConfig.custom(events),
            usual.initialBps(),
            usual.allowCancel(),
            usual.allowModification(),
            usual.earlyUnlock(),
            usual.claimLimit());

    assertThat(size(rules.evolve(null, rules.create(large, OWNER, NOON)))).isLessThan(48 * 1024);
  }

  /// Its events, the rows it changes with their keys, and the head.
  private int bytesOfAClaim(int recipients) throws JsonProcessingException {
    var canister =
        new CanisterInMemory<Distribution, DistributionOperation, DistributionEvent>(rules);
    canister.apply(rules.create(config(named(0, 50)), OWNER, NOON));
    for (int from = 50; from < recipients; from += 550) {
      canister.apply(new RecipientsAdded(named(from, 550), NOON));
    }
    assertThat(canister.head().counts().participants()).isEqualTo(recipients);
    canister.apply(new Funded(canister.head().totals().total(), NOON));
    canister.apply(new Activated(NOON, NOON));

    Ruling<DistributionEvent> ruling =
        rules.decide(canister, new Claim(null), principal(recipients / 2), LATER);
    assertThat(ruling).isInstanceOf(Ruling.Accepted.class);
    int bytes = 0;
    for (DistributionEvent event : ((Ruling.Accepted<DistributionEvent>) ruling).events()) {
      bytes += size(event);
      for (Map.Entry<RowKey, Object> row : rules.evolveRows(canister, event).entrySet()) {
        bytes += row.getKey().key().length() + size(row.getValue());
      }
      canister.apply(event);
    }
    return bytes + size(canister.head());
  }

  private static int size(Object value) throws JsonProcessingException {
    return Json.mapper().writeValueAsString(value).getBytes(UTF_8).length;
  }

  private static DistributionConfig config(List<Recipient> recipients) {
    return new DistributionConfig(
        "Tokens of the team and its advisors",
        "For everybody who worked on the project before its launch.",
        principal(-2),
        DistributionConfig.Campaign.VESTING,
        EACH.multiply(BigInteger.valueOf(recipients.size())),
        Eligibility.of(recipients),
        null,
        null,
        Preset.TEAM.config(),
        500,
        true,
        true,
        new EarlyUnlock(2_500, principal(-3), Duration.ofDays(30)),
        new ClaimLimit(5, Duration.ofDays(1)));
  }

  private static List<Recipient> named(int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(i -> new Recipient(principal(i), EACH, "Employee number " + i))
        .toList();
  }

  /// One of full length.
  private static Principal principal(int number) {
    return Principal.of(ByteBuffer.allocate(29).putInt(number).array());
  }
}
