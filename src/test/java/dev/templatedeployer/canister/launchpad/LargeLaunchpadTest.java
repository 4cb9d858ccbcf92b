package dev.templatedeployer.canister.launchpad;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.templatedeployer.canister.CanisterInMemory;
import dev.templatedeployer.canister.RowKey;
import dev.templatedeployer.canister.Ruling;
import dev.templatedeployer.canister.launchpad.LaunchpadOperation.Claim;
import dev.templatedeployer.canister.launchpad.LaunchpadOperation.Contribute;
import dev.templatedeployer.canister.launchpad.LaunchpadOperation.Finalise;
import dev.templatedeployer.canister.launchpad.LaunchpadOperation.Pause;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.template.catalog.Json;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What an operation writes does not grow with the launchpad.
class LargeLaunchpadTest {
  static final ObjectMapper JSON = Json.mapper();
  static final int PARTICIPANTS = 5_000;
  static final int MOST_BYTES = 4 * 1024;
  static final Principal OWNER = new Principal("rrkah-fqaaa-aaaaa-aaaaq-cai");
  static final Instant ACCEPTED = Instant.parse("2026-03-01T12:00:00Z");

  final LaunchpadCanister rules = new LaunchpadCanister();
  final CanisterInMemory<Launchpad, LaunchpadOperation, LaunchpadEvent> canister =
      new CanisterInMemory<>(rules);

  @Test
  void anOperationWritesNoMoreWithFiveThousandParticipantsThanWithOne()
      throws JsonProcessingException {
    LaunchpadConfig config =
        SaleConfigs.fair(
            "/totalSaleAmount", "'10000000000000000'",
            "/saleToken/supply", "'20000000000000000'",
            "/softCap", "'40000000000000'",
            "/hardCap", "'100000000000000'",
            "/minContribution", "'1000000'",
            "/maxContribution", "'20000000000'",
            "/project/description", "2000 times a");
    canister.apply(rules.create(config, OWNER, ACCEPTED));
    Instant open = config.saleStart();
    BigInteger amount = BigInteger.valueOf(9_000_000_007L);

    int first = written(new Contribute(amount), participant(0), open);
    for (int i = 1; i < PARTICIPANTS; i++) {
      written(new Contribute(amount), participant(i), open);
    }
    assertThat(canister.head().totals().participants()).isEqualTo(PARTICIPANTS);

    int contribution = written(new Contribute(amount), participant(77), open);
    int settlement = written(new Finalise(), OWNER, config.saleEnd());
    int claim = written(new Claim(null), participant(77), config.claimStart());
    int pause = written(new Pause("Something is wrong."), OWNER, config.claimStart());

    assertThat(first).isLessThan(MOST_BYTES);
    assertThat(contribution).isLessThan(first + 64);
    assertThat(settlement).isLessThan(MOST_BYTES);
    assertThat(claim).isLessThan(MOST_BYTES);
    assertThat(pause).isLessThan(MOST_BYTES);
  }

  /// How many bytes of events, rows and head an operation writes; lets it happen.
  private int written(LaunchpadOperation operation, Principal by, Instant at)
      throws JsonProcessingException {
    assertThat(rules.decide(canister, operation, by, at)).isInstanceOf(Ruling.Accepted.class);
    if (!(rules.decide(canister, operation, by, at)
        instanceof Ruling.Accepted<LaunchpadEvent>(var events))) {
      return Integer.MAX_VALUE;
    }
    assertThat(events).isNotEmpty();
    int bytes = 0;
    for (LaunchpadEvent event : events) {
      Map<RowKey, Object> rows = rules.evolveRows(canister, event);
      canister.apply(event);
      bytes += size(event);
      for (Map.Entry<RowKey, Object> row : rows.entrySet()) {
        bytes += row.getKey().key().length() + size(row.getValue());
      }
    }
    return bytes + size(canister.head());
  }

  private static int size(Object value) throws JsonProcessingException {
    return JSON.writeValueAsString(value).getBytes(UTF_8).length;
  }

  /// As long as principals of people are.
  private static Principal participant(int i) {
    return Principal.of(ByteBuffer.allocate(29).putInt(i).array());
  }
}
