package dev.templatedeployer.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.templatedeployer.domain.DeploymentCommand.Heartbeat;
import dev.templatedeployer.domain.DeploymentCommand.Succeeded;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.Token;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportCodecTest {

  static final ReportCodec CODEC = new ReportCodec(new BuiltInSchemaIds());
  static final DeploymentId ID = new DeploymentId("shop:42");
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void givesAReportTheTimeOfItsRecord() throws Undecodable {
    Instant later = NOON.plusSeconds(5);
    byte[] bytes = CODEC.encode(new Heartbeat(ID, Token.FIRST, "host-1", NOON, NOON));

    assertThat(CODEC.decode(bytes, later))
        .isEqualTo(new Heartbeat(ID, Token.FIRST, "host-1", NOON, later));
  }

  @Test
  void cutsOffBelowAMicrosecond() throws Undecodable {
    byte[] bytes =
        CODEC.encode(new Heartbeat(ID, Token.FIRST, "host-1", NOON.plusNanos(1999), NOON));

    assertThat(CODEC.decode(bytes, NOON).startedAt()).isEqualTo(NOON.plusNanos(1000));
  }

  @Test
  void cutsWhatIsTooLongInsteadOfRefusingIt() throws Undecodable {
    Map<String, String> details =
        IntStream.range(0, 40)
            .boxed()
            .collect(Collectors.toMap(i -> "key%02d".formatted(i), i -> "x".repeat(300)));
    byte[] bytes =
        CODEC.encode(new Succeeded(ID, Token.FIRST, "h".repeat(200), details, NOON, NOON, NOON));

    var report = (Succeeded) CODEC.decode(bytes, NOON);

    assertThat(report.executor()).isEqualTo("h".repeat(127) + "…");
    assertThat(report.details()).hasSize(32).containsEntry("key31", "x".repeat(255) + "…");
  }

  @Test
  void refusesATokenThatNoWorkEverHad() {
    byte[] bytes = CODEC.encode(new Heartbeat(ID, new Token(1, 0), "host-1", NOON, NOON));

    assertThatExceptionOfType(Undecodable.class)
        .isThrownBy(() -> CODEC.decode(bytes, NOON))
        .withMessage(
            "Attempt and drive count from 1, and these are 1 and 0. Repeat those of the work.")
        .extracting(Undecodable::reason)
        .isEqualTo(Undecodable.Reason.BROKEN_RULE);
  }
}
