package dev.templatedeployer.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.templatedeployer.bench.BenchTarget;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.template.Template;
import dev.templatedeployer.wire.BuiltInSchemaIds;
import dev.templatedeployer.wire.Topic;
import dev.templatedeployer.wire.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicReference;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The suite on real processes. Takes minutes, so it runs only when its tag is asked for.
@Tag("slow")
class SuiteTest {

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("names")
  void measuresEachScenarioInSmall(String name) throws Exception {
    var results = folder.resolve("results.jsonl");
    var lines = new ArrayList<JsonNode>();
    var order =
        new Suite.Order(
            List.of(name),
            Extent.QUICK,
            Map.of(),
            null,
            results,
            Map.of("java", "25"),
            (_, _, _, _) -> {});

    var troubles = new ArrayList<String>();
    new Suite(order, SuiteTest::ground).run(lines::add, troubles::add);

    assertThat(troubles).isEmpty();
    assertThat(lines).hasSize(1);
    var line = lines.getFirst();
    assertThat(line.path("scenario").asText()).isEqualTo(name);
    assertThat(line.path("isQuick").asBoolean()).isTrue();
    assertThat(line.path("figures").path("rawLoopRecordsPerSecond").path("median").asDouble())
        .isPositive();
    assertThat(line.path("figures").size()).isGreaterThan(1);
    assertThat(line.path("goals")).allMatch(goal -> line.path("figures").has(figureOf(goal)));
    assertThat(line.path("machine").path("cores").asInt()).isPositive();
    assertThat(Files.readAllLines(results)).containsExactly(line.toString());
    assertThat(ProcessHandle.current().children()).noneMatch(SuiteTest::isOurs);
  }

  @Test
  void recordsWhatEachProgramDoesWhileItIsMeasured() throws Exception {
    var recordings = folder.resolve("recordings");
    var order =
        new Suite.Order(
            List.of("no-op"),
            Extent.QUICK,
            Map.of(),
            recordings,
            null,
            Map.of(),
            (_, _, _, _) -> {});

    var troubles = new ArrayList<String>();
    new Suite(order, SuiteTest::ground).run(_ -> {}, troubles::add);

    assertThat(troubles).isEmpty();
    for (var program : List.of("broker", "generator", "service")) {
      var file = recordings.resolve("no-op-AtFullSpeed-%s.jfr".formatted(program));
      assertThat(RecordingFile.readAllEvents(file))
          .as(program)
          .anyMatch(event -> event.getEventType().getName().equals("jdk.CPULoad"));
    }
  }

  @Test
  void leavesNothingRunningWhenItIsStopped() throws Exception {
    var suite = new AtomicReference<Suite>();
    var order =
        new Suite.Order(
            List.of("no-op", "burst"),
            Extent.FULL,
            Map.of(),
            null,
            null,
            Map.of(),
            (phase, _, _, _) -> {
              if (phase.equals("warm up")) {
                suite.get().stop();
              }
            });
    suite.set(new Suite(order, SuiteTest::ground));

    var troubles = new ArrayList<String>();
    suite.get().run(line -> assertThat(line).as("a line").isNull(), troubles::add);

    assertThat(troubles).isNotEmpty();
    assertThat(ProcessHandle.current().children()).noneMatch(SuiteTest::isOurs);
  }

  private static String figureOf(JsonNode goal) {
    return goal.path("figure").asText();
  }

  private static boolean isOurs(ProcessHandle process) {
    return process.info().commandLine().orElse("").contains("dev.templatedeployer");
  }

  static List<String> names() {
    return Suite.names();
  }

  private static Ground ground(Map<String, String> settings) {
    var partitions = Integer.parseInt(settings.getOrDefault("deployer.topics.partitions", "6"));
    var topics = new Topics("deployments.", "canisters.", partitions);
    var templates = new ArrayList<TemplateName>();
    for (Template<?> template : ServiceLoader.load(Template.class)) {
      templates.add(new TemplateName(template.name()));
    }
    var manifest = topics.all(templates, List.of());
    var target =
        new BenchTarget(
            settings.getOrDefault("kafka.bootstrap.servers", ""),
            topics.commands().name(),
            topics.outcomes().name(),
            topics.replies().name(),
            manifest.stream().map(Topic::name).toList(),
            "template-deployer",
            new BuiltInSchemaIds(),
            new Principal("pz7mb-3demv-3gk3d-pobww-k3tua-e"));
    return new Ground(target, topics.reports().name(), manifest);
  }
}
