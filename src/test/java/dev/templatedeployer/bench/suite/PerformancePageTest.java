package dev.templatedeployer.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerformancePageTest {

  private static final String JMH =
      """
      [{"benchmark": "dev.templatedeployer.wire.BytesBenchmark.encodeEvent",
        "primaryMetric": {"score": 812.34, "scoreError": 20.1, "scoreUnit": "ns/op"}}]\
      """;

  @TempDir Path folder;

  Path results;

  @BeforeEach
  void measure() throws Exception {
    results = folder.resolve("results.jsonl");
    var old = new Findings();
    old.figure("completedPerSecond", 1);
    var now = new Findings();
    now.figure("completedPerSecond", 5_500, 4_000, 6_000);
    now.figure("cpuMsPerDeployment", 0.42);
    now.figure("coresOfOthers", 0.75);
    now.goal(Goal.atLeast("completedPerSecond", 5_000));
    now.goal(Goal.atMost("cpuMsPerDeployment", 0.3));
    now.goal(Goal.atMost("absentMs", 1));
    now.cpu("broker", 0.123);
    now.flaw("One is missing.");
    var open = new Findings();
    open.point(OpenWork.CURVE, 0, 5_000);
    open.point(OpenWork.CURVE, 1_000, 4_500);
    Files.write(results, List.of(line("no-op", old), line("no-op", now), line("open-work", open)));
  }

  private static String line(String scenario, Findings findings) {
    var json = findings.json();
    json.put("scenario", scenario).put("title", "Title of " + scenario);
    json.withObject("machine").put("cpu", "Abacus").put("cores", 2).put("loadBefore", 3.5);
    return json.toString();
  }

  @Test
  void tellsOfEachGoalWhetherTheLastRunReachedIt() throws Exception {
    assertThat(PerformancePage.of(results, null).goals().lines())
        .contains(
            "| Title of no-op: completed per second | at least 5,000 | 5,500 (4,000 to 6,000) | reached |",
            "| Title of no-op: cpu ms per deployment | at most 0.30 | 0.42 | **missed** |",
            "| Title of no-op: absent ms | at most 1 | not measured | **missed** |")
        .hasSize(5);
  }

  @Test
  void claimsNothingOfAQuickRun() throws Exception {
    var quick = new Findings();
    quick.figure("completedPerSecond", 9_000);
    quick.goal(Goal.atLeast("completedPerSecond", 5_000));
    Files.writeString(results, line("no-op", quick).replaceFirst("\\{", "{\"isQuick\": true, "));
    assertThat(PerformancePage.of(results, null).goals())
        .endsWith("| 9,000 | a quick run, which says nothing |");
  }

  @Test
  void showsEveryScenarioAndLeavesNoBraceUnfilled() throws Exception {
    var jmh = Files.writeString(folder.resolve("jmh.json"), JMH);
    var page = folder.resolve("performance.md");
    PerformancePage.of(results, jmh).write(page);
    assertThat(Files.readString(page))
        .contains("### Title of no-op", "### Title of open-work")
        .contains("| completed per second | 5,500 | 4,000 | 6,000 | 3 |")
        .contains("CPU seconds for 1,000 deployments: broker 0.12.")
        .contains("**Flaw:** One is missing.")
        .contains("- Abacus, 2 cores")
        .contains("**The machine was shared:** other programs kept up to 0.75 cores busy")
        .contains("| bytes: encode event | 812 ns/op | ± 20.1 |")
        .contains("![Throughput against open work](performance/open-work.svg)")
        .doesNotContainPattern("\\{[a-z]+}");
    assertThat(folder.resolve("performance").resolve("open-work.svg")).isNotEmptyFile();
    assertThat(folder.resolve("performance").resolve("latency.svg")).doesNotExist();
  }
}
