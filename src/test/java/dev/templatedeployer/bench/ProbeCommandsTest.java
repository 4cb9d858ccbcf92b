package dev.templatedeployer.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.wire.BuiltInSchemaIds;
import dev.templatedeployer.wire.CommandCodec;
import dev.templatedeployer.wire.CommandMessage;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProbeCommandsTest {

  private static final CommandCodec CODEC = new CommandCodec(new BuiltInSchemaIds());

  private final ProbeCommands commands =
      new ProbeCommands(
          "bench-x-m-",
          "deployments.commands",
          new Principal("alice"),
          ProbeCommands.config(Duration.ofMillis(50), 500),
          null,
          CODEC);

  @Test
  void haveAConfigOfTheSizeAskedFor() {
    var config = ProbeCommands.config(Duration.ofMillis(50), 500);
    assertThat(config.json()).hasSize(500);
    assertThat(new String(config.json(), UTF_8)).startsWith("{\"sleepMs\":50,\"payload\":\"xxx");
  }

  @Test
  void haveTheShortestConfigIfItIsLargerThanAskedFor() {
    assertThat(new String(ProbeCommands.config(Duration.ZERO, 3).json(), UTF_8))
        .isEqualTo("{\"sleepMs\":0,\"payload\":\"\"}");
  }

  @Test
  void areReadByTheService() throws Exception {
    var record = commands.command(7);
    assertThat(record.topic()).isEqualTo("deployments.commands");
    assertThat(record.key()).isEqualTo("bench-x-m-7".getBytes(UTF_8));
    assertThat(CODEC.decode(record.value()))
        .isInstanceOfSatisfying(
            CommandMessage.Deploy.class,
            deploy -> {
              assertThat(deploy.id().value()).isEqualTo("bench-x-m-7");
              assertThat(deploy.request().template()).isEqualTo(ProbeCommands.PROBE);
            });
  }

  @Test
  void knowTheirOwnKeysOnly() {
    assertThat(commands.index("bench-x-m-7".getBytes(UTF_8))).isEqualTo(7);
    assertThat(commands.index("bench-x-w-7".getBytes(UTF_8))).isEqualTo(-1);
    assertThat(commands.index("bench-x-m-seven".getBytes(UTF_8))).isEqualTo(-1);
    assertThat(commands.index("".getBytes(UTF_8))).isEqualTo(-1);
  }
}
