package dev.templatedeployer.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExecutorSettingsTest {

  @Test
  void haveALimitForEachTemplate() {
    var settings = with(1, Map.of(Rig.ALPHA, 7), Duration.ofSeconds(1));
    assertThat(settings.limit(Rig.ALPHA)).isEqualTo(7);
    assertThat(settings.limit(Rig.BETA)).isEqualTo(3);
  }

  @Test
  void refuseWhatCannotBe() {
    assertThatThrownBy(() -> with(0, Map.of(), Duration.ofSeconds(1)))
        .hasMessage("The executor's parallelism is 0. Write 1 or more.");
    assertThatThrownBy(() -> with(1, Map.of(Rig.ALPHA, -1), Duration.ofSeconds(1)))
        .hasMessage("The limit of the template 'alpha' is -1. Write 0 to pause it, or more.");
    assertThatThrownBy(() -> with(1, Map.of(), Duration.ZERO))
        .hasMessage("The executor's heartbeat is PT0S. Write a duration longer than none.");
  }

  @Test
  void refuseANameThatReportsCannotCarry() {
    assertThatThrownBy(() -> ExecutorSettings.standard("x".repeat(129), "executors"))
        .hasMessage("The executor's name has 129 characters. Write 1 to 128 of them.");
    assertThatThrownBy(() -> ExecutorSettings.standard(" ", "executors"))
        .hasMessage("The executor's name has 0 characters. Write 1 to 128 of them.");
  }

  private static ExecutorSettings with(
      int parallelism,
      Map<dev.templatedeployer.domain.TemplateName, Integer> limits,
      Duration heartbeat) {
    return new ExecutorSettings(
        "e1",
        "executors",
        null,
        parallelism,
        3,
        limits,
        1,
        Duration.ZERO,
        heartbeat,
        Duration.ofSeconds(1),
        Duration.ofSeconds(1));
  }
}
