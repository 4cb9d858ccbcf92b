package dev.templatedeployer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.bench.FakeKafka;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchSuiteCommandTest {

  private static final String RESULTS =
      """
      {"scenario": "no-op", "title": "Throughput", "figures": {"perSecond": {"median": 7, "rounds": 1}}, \
      "goals": [{"figure": "perSecond", "atLeast": 5, "isReached": true}]}
      """;

  @TempDir Path folder;

  @Test
  void namesTheScenarios() {
    var ended = new Terminal().run("bench", "suite", "--list");
    assertThat(ended.code()).isZero();
    assertThat(ended.out().lines())
        .startsWith("start", "no-op", "50-ms", "latency", "burst")
        .doesNotHaveDuplicates();
  }

  @Test
  void refusesAScenarioThatIsNotThere() {
    var ended = new Terminal().run("bench", "suite", "--only", "no-op,nothing");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err())
        .startsWith("--only: There is no scenario 'nothing'. There are: start, ");
  }

  @Test
  void refusesASettingThatMakesNoSenseBeforeAnythingIsStarted() {
    Installation refusing =
        options -> {
          assertThat(options.settings()).containsEntry("deployer.streams.thread", "2");
          throw new CommandFailed(ExitCode.USAGE, "deployer.streams.thread: no such setting.");
        };
    var ended =
        new Terminal()
            .withKafka(refusing, new FakeKafka())
            .run("bench", "suite", "--only=no-op", "--set", "deployer.streams.thread=2");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).isEqualTo("deployer.streams.thread: no such setting.\n");
  }

  @Test
  void makesAPageOfResults() throws Exception {
    var results = Files.writeString(folder.resolve("results.jsonl"), RESULTS);
    var page = folder.resolve("page.md");
    var ended = new Terminal().run("bench", "report", results.toString(), "--out", page.toString());
    assertThat(ended.err()).isEmpty();
    assertThat(ended.code()).isZero();
    assertThat(ended.out()).contains("| Throughput: per second | at least 5 | 7 | reached |");
    assertThat(page).content().contains("### Throughput");
  }

  @Test
  void renewsTheTableOfGoalsInAText() throws Exception {
    var results = Files.writeString(folder.resolve("results.jsonl"), RESULTS);
    var readme =
        Files.writeString(
            folder.resolve("README.md"),
            "Before\n<!-- goals -->\nold\n<!-- end of goals -->\nAfter\n");
    var ended =
        new Terminal().run("bench", "report", results.toString(), "--goals-in", readme.toString());
    assertThat(ended.code()).isZero();
    assertThat(readme)
        .hasContent(
            """
            Before
            <!-- goals -->
            | figure | goal | measured: median (range) | |
            |---|---|---|---|
            | Throughput: per second | at least 5 | 7 | reached |
            <!-- end of goals -->
            After
            """);
  }

  @Test
  void refusesATextThatHasNoPlaceForTheGoals() throws Exception {
    var results = Files.writeString(folder.resolve("results.jsonl"), "{\"scenario\": \"no-op\"}\n");
    var text = Files.writeString(folder.resolve("text.md"), "No table.\n");
    var ended =
        new Terminal().run("bench", "report", results.toString(), "--goals-in", text.toString());
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("'<!-- goals -->'");
    assertThat(text).hasContent("No table.");
  }

  @Test
  void refusesResultsThatAreNotThere() {
    var ended = new Terminal().run("bench", "report", folder.resolve("none.jsonl").toString());
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).startsWith("RESULTS: There is no file '");
  }

  @Test
  void refusesResultsThatAreNone() throws Exception {
    var file = Files.writeString(folder.resolve("results.jsonl"), "no JSON\n");
    var ended = new Terminal().run("bench", "report", file.toString());
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).startsWith("The page cannot be made of '");
  }
}
