package dev.templatedeployer.bench.suite;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// The page that shows what a benchmark found: tables in Markdown, and plots beside it.
///
/// The words are in `performance.md` among the resources; what stands in braces there is filled in.
public final class PerformancePage {

  /// The line before the table of goals in a text that shows it.
  public static final String GOALS = "<!-- goals -->";

  /// The line behind that table.
  public static final String END_OF_GOALS = "<!-- end of goals -->";

  private static final String PLOTS = "performance";

  /// So many cores that others use make no difference.
  private static final double UNNOTICED = 0.1;

  private final Results results;
  private final @Nullable JsonNode inner;

  private PerformancePage(Results results, @Nullable JsonNode inner) {
    this.results = results;
    this.inner = inner;
  }

  /// Reads what was found.
  ///
  /// @param file the results of [Suite]
  /// @param jmh the results of JMH in JSON, or null if there are none
  /// @throws IOException if one of them cannot be read
  public static PerformancePage of(Path file, @Nullable Path jmh) throws IOException {
    return new PerformancePage(
        Results.read(file), jmh == null ? null : new ObjectMapper().readTree(jmh.toFile()));
  }

  /// The table of goals, and whether they are reached, in Markdown.
  public String goals() {
    var table = new StringJoiner("\n");
    table.add("| figure | goal | measured: median (range) | |").add("|---|---|---|---|");
    for (var line : results.all()) {
      for (var goal : line.path("goals")) {
        var figure = goal.path("figure").asText();
        var isCeiling = goal.has("atMost");
        table.add(
            "| %s: %s | %s %s | %s | %s |"
                .formatted(
                    line.path("title").asText(),
                    words(figure),
                    isCeiling ? "at most" : "at least",
                    number(goal.path(isCeiling ? "atMost" : "atLeast").asDouble()),
                    spread(line.path("figures").path(figure)),
                    verdict(line, goal)));
      }
    }
    return table.toString();
  }

  /// A text with the table of goals in it, in the place of what stands between [#GOALS] and
  /// [#END_OF_GOALS].
  ///
  /// @param text such as the README
  /// @return nothing if the text has no such place
  public Optional<String> withGoals(String text) {
    var begin = text.indexOf(GOALS);
    var end = text.indexOf(END_OF_GOALS);
    return begin < 0 || end < begin
        ? Optional.empty()
        : Optional.of(
            "%s\n%s\n%s"
                .formatted(
                    text.substring(0, begin + GOALS.length()), goals(), text.substring(end)));
  }

  private static String verdict(JsonNode line, JsonNode goal) {
    if (line.path("isQuick").asBoolean()) {
      return "a quick run, which says nothing";
    }
    return goal.path("isReached").asBoolean() ? "reached" : "**missed**";
  }

  /// Writes the page, and its plots into a folder `performance` beside it.
  public void write(Path page) throws IOException {
    var folder = page.toAbsolutePath().resolveSibling(PLOTS);
    Files.createDirectories(folder);
    var images = new StringJoiner("\n\n");
    for (var plot : new Plots(results).drawn().entrySet()) {
      Files.writeString(folder.resolve(plot.getKey()), plot.getValue().svg());
      images.add("![%s](%s/%s)".formatted(plot.getValue().title(), PLOTS, plot.getKey()));
    }
    Files.writeString(
        page,
        template()
            .replace("{goals}", goals())
            .replace("{conditions}", conditions())
            .replace("{plots}", images.toString())
            .replace("{scenarios}", scenarios())
            .replace("{inner}", inner()));
  }

  private static String template() throws IOException {
    try (InputStream words = PerformancePage.class.getResourceAsStream("performance.md")) {
      return new String(Objects.requireNonNull(words, "performance.md").readAllBytes(), UTF_8);
    }
  }

  /// When, where and on what the scenarios ran; what changed on the way is told each time.
  private String conditions() {
    var told = new StringJoiner("\n");
    var before = "";
    for (var line : results.all()) {
      var machine = line.path("machine");
      var versions = line.path("versions");
      var now =
          "- %s, %d cores, %s MiB, %s; deployer %s (%s), Kafka %s, Java %s"
              .formatted(
                  machine.path("cpu").asText(machine.path("architecture").asText()),
                  machine.path("cores").asInt(),
                  number(machine.path("memoryMiB").asDouble()),
                  machine.path("os").asText(),
                  versions.path("deployer").asText(),
                  versions.path("commit").asText(),
                  versions.path("kafka").asText(),
                  versions.path("java").asText());
      if (!now.equals(before)) {
        told.add(now + ", from %s on".formatted(line.path("at").asText()));
      }
      before = now;
    }
    told.add("").add(others());
    return told.toString();
  }

  /// Whether the machine was there for the benchmark alone.
  private String others() {
    var most =
        results.all().stream()
            .mapToDouble(line -> line.at("/figures/coresOfOthers/max").asDouble())
            .max()
            .orElse(0);
    return most < UNNOTICED
        ? "No other program used the machine to speak of."
        : "**The machine was shared:** other programs kept up to %s cores busy meanwhile."
            .formatted(number(most));
  }

  private String scenarios() {
    var text = new StringJoiner("\n\n");
    for (var line : results.all()) {
      text.add("### " + line.path("title").asText());
      text.add(
          "`%s`, %s, load of the machine before %.1f%s"
              .formatted(
                  line.path("scenario").asText(),
                  line.path("at").asText(),
                  line.path("machine").path("loadBefore").asDouble(),
                  line.path("isQuick").asBoolean()
                      ? ". **A quick run, whose figures mean nothing.**"
                      : "."));
      text.add(figures(line));
      cpu(line, text);
      written(line, text);
      line.path("remarks").forEach(remark -> text.add(remark.asText()));
      line.path("flaws").forEach(flaw -> text.add("**Flaw:** " + flaw.asText()));
    }
    return text.toString();
  }

  private static String figures(JsonNode line) {
    var table = new StringJoiner("\n");
    table.add("| figure | median | least | most | rounds |").add("|---|---|---|---|---|");
    line.path("figures")
        .properties()
        .forEach(figure -> {
          var spread = figure.getValue();
          table.add(
              "| %s | %s | %s | %s | %d |"
                  .formatted(
                      words(figure.getKey()),
                      number(spread.path("median").asDouble()),
                      number(spread.path("min").asDouble()),
                      number(spread.path("max").asDouble()),
                      spread.path("rounds").asInt()));
        });
    return table.toString();
  }

  private static void cpu(JsonNode line, StringJoiner text) {
    if (line.has("cpuSecondsPerThousand")) {
      var programs = new StringJoiner(", ");
      line.path("cpuSecondsPerThousand")
          .properties()
          .forEach(program ->
              programs.add(
                  "%s %s".formatted(program.getKey(), number(program.getValue().asDouble()))));
      text.add("CPU seconds for 1,000 deployments: %s.".formatted(programs));
    }
  }

  private static void written(JsonNode line, StringJoiner text) {
    var written = line.path("writtenPerDeployment");
    if (written.isMissingNode()) {
      return;
    }
    var topics = new StringJoiner(", ");
    written
        .path("topics")
        .properties()
        .forEach(topic ->
            topics.add(
                "%s %s of %s B"
                    .formatted(
                        topic.getKey(),
                        number(topic.getValue().path("records").asDouble()),
                        number(
                            topic.getValue().path("bytes").asDouble()
                                / Math.max(1e-9, topic.getValue().path("records").asDouble())))));
    text.add(
        "Written for each: %s records, %s bytes before compression, %s ends of transactions (%s)."
            .formatted(
                number(written.path("records").asDouble()),
                number(written.path("bytes").asDouble()),
                number(written.path("markers").asDouble()),
                topics));
  }

  private String inner() {
    if (inner == null) {
      return "They were not measured this time.";
    }
    var table = new StringJoiner("\n");
    table.add("| part | time | error |").add("|---|---|---|");
    for (var benchmark : inner) {
      var metric = benchmark.path("primaryMetric");
      var path = benchmark.path("benchmark").asText();
      var method = path.substring(path.lastIndexOf('.') + 1);
      var type = path.substring(0, path.length() - method.length() - 1);
      table.add(
          "| %s: %s | %s %s | ± %s |"
              .formatted(
                  words(type.substring(type.lastIndexOf('.') + 1).replace("Benchmark", "")),
                  words(method),
                  number(metric.path("score").asDouble()),
                  metric.path("scoreUnit").asText(),
                  number(metric.path("scoreError").asDouble())));
    }
    return table.toString();
  }

  /// `p99MsWithSlowRuns` as `p99 ms with slow runs`.
  private static String words(String name) {
    return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ")
        .replaceAll("(?<=[a-z])(?=[0-9])", " ")
        .toLowerCase(Locale.ROOT)
        .replace("p 5", "p5")
        .replace("p 9", "p9")
        .replace("mi b", "MiB");
  }

  private static String spread(JsonNode figure) {
    if (figure.isMissingNode()) {
      return "not measured";
    }
    var median = number(figure.path("median").asDouble());
    return figure.path("rounds").asInt() < 2
        ? median
        : "%s (%s to %s)"
            .formatted(
                median,
                number(figure.path("min").asDouble()),
                number(figure.path("max").asDouble()));
  }

  /// Three digits are enough for a measurement.
  private static String number(double value) {
    var magnitude = Math.abs(value);
    var format = magnitude >= 100 || value == Math.rint(value) ? "%,.0f" : "%.2f";
    return String.format(Locale.ROOT, magnitude >= 10 && magnitude < 100 ? "%.1f" : format, value);
  }
}
