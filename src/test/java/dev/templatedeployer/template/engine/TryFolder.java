package dev.templatedeployer.template.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A folder that declares a template, written by a test.
final class TryFolder {

  static final String SCHEMA = "{\"type\": \"object\"}";

  private static final String HEAD =
      """
      name: tried
      version: 1.0.0
      title: Tried
      description: A template that is tried.
      """;

  final Path folder;
  final Path runs;
  final Map<String, String> environment = new HashMap<>();

  TryFolder(Path parent) throws IOException {
    this.folder = Files.createDirectories(parent.resolve("tried"));
    this.runs = parent.resolve("state").resolve("runs");
    Files.writeString(folder.resolve("config.schema.json"), SCHEMA);
  }

  /// Writes `template.yaml` with its usual head.
  TryFolder declaring(String rest) throws IOException {
    return yaml(HEAD + rest);
  }

  /// Writes `template.yaml`.
  TryFolder yaml(String text) throws IOException {
    Files.writeString(folder.resolve("template.yaml"), text);
    return this;
  }

  /// Writes a program.
  TryFolder script(String name, String text) throws IOException {
    Path script = folder.resolve(name);
    Files.writeString(script, "#!/bin/sh\n" + text);
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return this;
  }

  TryFolder variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  DeclaredTemplates templates() {
    return new DeclaredTemplates(runs, environment::get);
  }

  /// The template, which has to be without a mistake.
  DeclaredTemplate template() {
    List<String> mistakes = new ArrayList<>();
    Optional<DeclaredTemplate> template = templates().read(folder, mistakes::add);
    return template.orElseThrow(() -> new AssertionError(mistakes));
  }

  /// What is wrong with it, with the folder shortened to `~`.
  List<String> mistakes() {
    List<String> mistakes = new ArrayList<>();
    Optional<DeclaredTemplate> template = templates().read(folder, mistakes::add);
    if (template.isPresent() == !mistakes.isEmpty()) {
      throw new AssertionError("There is a template and a mistake, or neither: " + mistakes);
    }
    return mistakes.stream().map(each -> each.replace(folder.toString(), "~")).toList();
  }
}
