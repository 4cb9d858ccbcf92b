package dev.templatedeployer.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.domain.Token;
import dev.templatedeployer.domain.Work;
import java.time.Duration;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkCodecTest {

  static final WorkCodec CODEC = new WorkCodec(new BuiltInSchemaIds());
  static final Work.Start START = (Work.Start) GoldenValues.work();
  static final Work.Start LEASED = START.withLease(Duration.ofSeconds(5));

  final RecordHeaders headers = new RecordHeaders();

  @Nested
  class TheLeaseOfAStart {

    @Test
    void travelsBesideIt() throws Undecodable {
      CODEC.describe(LEASED, headers);

      assertThat(CODEC.decode(CODEC.encode(LEASED), headers)).isEqualTo(LEASED);
    }

    @Test
    void isNotKnownOfWorkThatSaysNothingOfIt() throws Undecodable {
      CODEC.describe(START, headers);

      assertThat(headers).isEmpty();
      assertThat(CODEC.decode(CODEC.encode(START), headers)).isEqualTo(START);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "000", "-5", "5s", "1e3", "9999999999999", "٣"})
    void isNotKnownIfItIsNone(String text) throws Undecodable {
      headers.add(HeaderNames.LEASE_MILLIS, text.getBytes(UTF_8));

      assertThat(CODEC.decode(CODEC.encode(LEASED), headers)).isEqualTo(START);
    }

    @Test
    void leavesTheValueAsTheFirstReleaseReadsIt() throws Undecodable {
      byte[] value = CODEC.encode(LEASED);

      assertThat(value).isEqualTo(CODEC.encode(START));
      assertThat(Release.of(Envelope.WORK)).hasSize(1);
    }
  }

  @Test
  void saysNothingOfALeaseWithAStop() {
    CODEC.describe(new Work.Stop(START.id(), START.template(), Token.FIRST, "Cancelled."), headers);

    assertThat(headers).isEmpty();
  }
}
