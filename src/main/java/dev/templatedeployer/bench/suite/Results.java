package dev.templatedeployer.bench.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The lines of a results file: of each scenario the last.
record Results(Map<String, JsonNode> byScenario) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /// Reads a file that [Suite] has written.
  ///
  /// @throws IOException if it cannot be read, or a line is no JSON
  static Results read(Path file) throws IOException {
    var last = new LinkedHashMap<String, JsonNode>();
    for (var line : Files.readAllLines(file)) {
      if (!line.isBlank()) {
        var json = JSON.readTree(line);
        last.put(json.path("scenario").asText(), json);
      }
    }
    return new Results(last);
  }

  /// In the order of the scenarios; those that this program does not know come last.
  List<JsonNode> all() {
    var ordered = new ArrayList<JsonNode>();
    Scenarios.names().forEach(name -> of(name).ifPresent(ordered::add));
    byScenario.forEach((name, json) -> {
      if (!Scenarios.names().contains(name)) {
        ordered.add(json);
      }
    });
    return ordered;
  }

  Optional<JsonNode> of(String scenario) {
    return Optional.ofNullable(byScenario.get(scenario));
  }
}
