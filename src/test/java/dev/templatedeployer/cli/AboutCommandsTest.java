package dev.templatedeployer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.Test;

class AboutCommandsTest {

  @Test
  void versionNamesDeployerKafkaAndJava() {
    var line =
        "deployer unpackaged (Kafka clients %s, Java %s)\n"
            .formatted(AppInfoParser.getVersion(), System.getProperty("java.version"));
    assertThat(new Terminal().run("version")).isEqualTo(new Terminal.Ended(0, line, ""));
    assertThat(new Terminal().run("--version")).isEqualTo(new Terminal.Ended(0, line, ""));
  }

  @Test
  void versionIsJsonForAProgram() {
    assertThat(new Terminal().run("version", "--output", "json").out())
        .startsWith("{\"deployer\":\"unpackaged\",\"kafkaClients\":\"");
  }

  @Test
  void completionKnowsEveryCommand() {
    var ended = new Terminal().run("completion");
    assertThat(ended.code()).isZero();
    assertThat(ended.out())
        .contains("complete -F _complete_deployer -o default deployer")
        .contains("--validate-only");
  }
}
