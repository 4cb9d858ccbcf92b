package dev.templatedeployer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MisuseTest {

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "deplyo lock # 'deplyo' is not a command of './deployer'. Did you mean 'deploy'? # deployer",
        "deploy lock # './deployer deploy' needs --file FILE|-. # deployer deploy",
        "deploy lock -f x --waitt # '--waitt' is not an option of './deployer deploy'. Did you mean '--wait'? # deployer deploy",
        "deploy lock -f x --label blue # --label: 'blue' is not of the form K=V. # deployer deploy",
        "deploy lock -f x --wait=soon # --wait: 'soon' is not a number. # deployer deploy",
        "deploy lock -f x --deadline soon # --deadline: 'soon' is not a time. Write it like 2026-03-01T12:00:00Z, or +10m for ten minutes from now. # deployer deploy",
        "deploy lock -f x --id # --id needs a value: ID. # deployer deploy",
        "deploy lock -f x --id a --id b # --id is given twice. # deployer deploy",
        "dev --port http # --port: 'http' is not a number. # deployer dev",
        "ls --status lost # --status: 'lost' is not one of pending, processing, completed, failed, cancelled. # deployer ls",
        "ls --output xml # --output: 'xml' is not one of table, json, csv. # deployer ls",
        "get a b # 'b' is one word too many for './deployer get'. # deployer get",
      })
  void isSaidInASentence(String line, String sentence, String command) {
    var ended = new Terminal().run(line.split(" "));
    assertThat(ended)
        .isEqualTo(
            new Terminal.Ended(2, "", "%s\nSee './%s --help'.\n".formatted(sentence, command)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "deploy lock -f - --wait=0 # --wait: '0' is no time to wait. Name 1 second or more.",
        "dev --port 70000 # --port: '70000' is not a port. Ports go from 1 to 65535; 0 takes a free one.",
        "dev --kafka-port -1 # --kafka-port: '-1' is not a port. Ports go from 1 to 65535; 0 takes a free one.",
      })
  void isFoundInValuesToo(String line, String sentence) {
    var ended = new Terminal().typing("{}").run(line.split(" "));
    assertThat(ended).isEqualTo(new Terminal.Ended(2, "", sentence + "\n"));
  }
}
