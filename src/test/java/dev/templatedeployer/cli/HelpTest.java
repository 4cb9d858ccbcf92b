package dev.templatedeployer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {

  @Test
  void ofTheProgramListsCommandsInGroupsAndEveryExitCode() {
    var ended = new Terminal().run("--help");
    assertThat(ended.code()).isZero();
    assertThat(ended.out())
        .contains(
            """
            Deploy:
              deploy          Deploy a canister from a template.
              get             Show everything known of one deployment, now or at an earlier time.
              ls              List deployments, the newest first.
              failures        Group failed deployments by why they failed, the most frequent cause first.
              stats           Show how the deployments of each template go: outcomes, durations, and what waits.
              history         Show what happened to a deployment, event by event, and where the time went.
              why             Tell in sentences how a deployment came to where it is.
              diff            Show what changed in a deployment between two moments.
              watch           Print a line for each change of a deployment, as it happens.
              retry           Try a failed deployment again.
              cancel          Give a deployment up.
              replay          Try many failed deployments again: exactly those, by a plan, with a receipt.
            """)
        .contains(
            """
            Exit codes:
               0   Done.
               1   A fault of the deployer, or a benchmark with missing outcomes.
               2   The command line, or a file it names, was not understood.
               3   No such deployment, template, canister, view or topic.
               4   Refused: not allowed, not valid, or not possible now.
               5   The deployment is FAILED or CANCELLED (with --wait).
               6   The time to wait ran out; the deployment goes on.
               7   A check found a difference.
               8   The server or the broker cannot be reached.
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev",
        "serve",
        "deploy",
        "get",
        "ls",
        "failures",
        "history",
        "why",
        "diff",
        "watch",
        "retry",
        "cancel",
        "stats",
        "templates",
        "pause",
        "resume",
        "maintenance",
        "emergency-stop",
        "access bootstrap",
        "access ls",
        "access grant",
        "access revoke",
        "audit",
        "canister",
        "operate",
        "replay plan",
        "replay approve",
        "replay ls",
        "replay show",
        "replay watch",
        "replay pause",
        "replay resume",
        "replay stop",
        "replay receipt",
        "topics diff",
        "topics apply",
        "verify",
        "dlq ls",
        "dlq show",
        "dlq redrive",
        "acls",
        "keys new",
        "bench",
        "bench suite",
        "bench report",
        "version",
        "completion"
      })
  void ofEveryCommandHasExamplesAndExitCodes(String command) {
    var ended = new Terminal().run((command + " --help").split(" "));
    assertThat(ended.code()).isZero();
    assertThat(ended.out())
        .startsWith("Usage: ./deployer " + command)
        .containsPattern("Examples:\n  .*\\./deployer " + command)
        .contains("Exit codes:\n   0   Done.\n")
        .contains("--server=URL");
    assertThat(ended.out().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void isWhatABareCommandLineGetsOnStandardError() {
    var ended = new Terminal().run();
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).startsWith("Usage: ./deployer ");
  }

  @Test
  void isColouredOnAScreenOnly() {
    assertThat(new Terminal().run("--help").out()).doesNotContain("\u001b");
    assertThat(new Terminal().onScreen().run("--help").out()).contains("\u001b[1m");
    assertThat(new Terminal().onScreen().run("--no-color", "--help").out())
        .doesNotContain("\u001b");
  }
}
