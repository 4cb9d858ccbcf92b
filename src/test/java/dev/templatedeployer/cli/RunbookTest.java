package dev.templatedeployer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Who is woken at three in the morning should not be told to run what does not exist.
class RunbookTest {

  private static final Pattern COMMAND =
      Pattern.compile("\\./deployer((?: [a-z][a-z-]+)+)([^`\n]*)");
  private static final Pattern OPTION = Pattern.compile("(?<= )--[a-z-]+");

  @Test
  void namesCommandsAndOptionsThatThereAre() throws IOException {
    var named = new TreeSet<String>();
    COMMAND
        .matcher(Files.readString(Path.of("ops/README.md")))
        .results()
        .forEach(found -> {
          var page = help(found.group(1).strip());
          OPTION
              .matcher(found.group(2))
              .results()
              .forEach(option -> assertThat(page).as(found.group()).contains(option.group()));
          named.add(found.group(1).strip());
        });
    assertThat(named).hasSizeGreaterThan(15);
  }

  /// The help page of the longest command that the words begin with.
  private static String help(String words) {
    var parts = words.split(" ", -1);
    if (parts.length > 1) {
      var ended = new Terminal().run(parts[0], parts[1], "--help");
      if (ended.code() == 0
          && ended.out().startsWith("Usage: ./deployer " + parts[0] + " " + parts[1])) {
        return ended.out();
      }
    }
    var ended = new Terminal().run(parts[0], "--help");
    assertThat(ended.code()).as("'./deployer %s'", words).isZero();
    return ended.out();
  }
}
