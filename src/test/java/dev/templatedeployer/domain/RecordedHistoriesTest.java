package dev.templatedeployer.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The events that were once written still mean what they meant: each history that is kept folds to
/// the record kept beside it, however the rules have been rewritten since.
class RecordedHistoriesTest {

  private static final Path HISTORIES = Path.of("src/test/resources/histories");
  private static final String EVENTS = ".events.json";
  private static final String RECORD = ".record.json";

  private static final String HOW_TO_RECORD =
      """


      An event keeps its meaning for ever, so first ask whether the rules should be put right instead.
      If the change is meant, or a story is new, record it with

        ./mvnw -B test -Dtest=RecordedHistoriesTest -Dhistories.record=true

      and look at what it wrote: git diff src/test/resources/histories
      It writes the events of new stories and all records, and never the events of a kept story.
      """;

  @BeforeAll
  static void record() throws IOException {
    if (!Boolean.getBoolean("histories.record")) {
      return;
    }
    Files.createDirectories(HISTORIES);
    for (var story : Stories.all().entrySet()) {
      Path events = HISTORIES.resolve(story.getKey() + EVENTS);
      if (!Files.exists(events)) {
        Files.writeString(events, HistoryJson.write(Stories.told(story.getValue())));
      }
    }
    for (String name : names()) {
      Files.writeString(HISTORIES.resolve(name + RECORD), HistoryJson.write(folded(name)));
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void foldToTheRecordsKeptBesideThem(String name) throws IOException {
    assertThat(HistoryJson.write(folded(name)))
        .as("the record that '%s' folds to%s", name, HOW_TO_RECORD)
        .isEqualTo(text(name, RECORD));
  }

  @ParameterizedTest
  @MethodSource("names")
  void loseNothingWhenTheyAreReadAndWritten(String name) throws IOException {
    assertThat(HistoryJson.write(events(name))).isEqualTo(text(name, EVENTS));
    assertThat(HistoryJson.readRecord(text(name, RECORD))).isEqualTo(folded(name));
  }

  @Test
  void holdEveryStory() throws IOException {
    assertThat(names())
        .as("the kept histories%s", HOW_TO_RECORD)
        .containsAll(Stories.all().keySet());
  }

  @Test
  void holdEveryKindOfEventAndOfPhase() throws IOException {
    Set<Class<?>> events = new HashSet<>();
    Set<Class<?>> phases = new HashSet<>();
    for (String name : names()) {
      var past = new ArrayList<DeploymentEvent>();
      for (DeploymentEvent event : events(name)) {
        past.add(event);
        events.add(event.getClass());
        phases.add(Objects.requireNonNull(DeploymentRecords.fold(past)).phase().getClass());
      }
    }
    assertThat(events)
        .as(
            "the kinds of event in the kept histories. Tell of a new one in Stories.%s",
            HOW_TO_RECORD)
        .containsExactlyInAnyOrder(DeploymentEvent.class.getPermittedSubclasses());
    assertThat(phases)
        .as("the phases in the kept histories. Tell of a new one in Stories.%s", HOW_TO_RECORD)
        .containsExactlyInAnyOrder(Phase.class.getPermittedSubclasses());
  }

  static List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(HISTORIES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(EVENTS))
          .map(file -> file.substring(0, file.length() - EVENTS.length()))
          .sorted()
          .toList();
    }
  }

  private static DeploymentRecord folded(String name) throws IOException {
    return Objects.requireNonNull(DeploymentRecords.fold(events(name)));
  }

  private static List<DeploymentEvent> events(String name) throws IOException {
    return HistoryJson.readEvents(text(name, EVENTS));
  }

  private static String text(String name, String kind) throws IOException {
    return Files.readString(HISTORIES.resolve(name + kind));
  }
}
