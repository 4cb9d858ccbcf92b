package dev.templatedeployer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadModelRebuildCommandTest {

  @Test
  void saysHowMuchItTookIn() {
    var ended =
        new Terminal()
            .rebuilding((_, listener) -> {
              listener.reached(0, 2_000);
              listener.reached(2_000, 2_000);
              return 1_500;
            })
            .run("read-model", "rebuild", "--set", "deployer.state-dir=/somewhere");

    assertThat(ended.code()).isZero();
    assertThat(ended.out()).startsWith("Rebuilt from 1,500 events in ");
    assertThat(ended.err()).contains("rebuilding");
  }

  @Test
  void showsABarOnATerminal() {
    var ended =
        new Terminal()
            .onScreen()
            .rebuilding((_, listener) -> {
              listener.reached(0, 2_000);
              listener.reached(2_000, 2_000);
              return 2_000;
            })
            .run("read-model", "rebuild");

    assertThat(ended.err()).contains("█".repeat(30)).contains("of 2,000");
  }

  @Test
  void handsOnWhatTheCommandLineSays() {
    var ended =
        new Terminal()
            .rebuilding((options, _) -> {
              assertThat(options.settings())
                  .containsEntry("deployer.read-model.schema", "other")
                  .containsEntry("kafka.bootstrap.servers", "kafka:9092");
              return 7;
            })
            .run(
                "read-model",
                "rebuild",
                "--bootstrap",
                "kafka:9092",
                "--set",
                "deployer.read-model.schema=other",
                "--output",
                "json");

    assertThat(ended.out()).contains("\"records\":7");
  }

  @Test
  void saysWhyItCannot() {
    var ended =
        new Terminal()
            .rebuilding((_, _) -> {
              throw new CommandFailed(
                  ExitCode.SOFTWARE, "The state directory 'x' is held by another process.");
            })
            .run("read-model", "rebuild");

    assertThat(ended.code()).isEqualTo(ExitCode.SOFTWARE.number());
    assertThat(ended.err()).contains("is held by another process.");
  }
}
