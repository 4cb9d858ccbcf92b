package dev.templatedeployer.template.engine;

import static dev.templatedeployer.settings.Notations.atLeast;
import static dev.templatedeployer.settings.Notations.between;
import static dev.templatedeployer.settings.Notations.positiveDuration;

import dev.templatedeployer.settings.Nearest;
import dev.templatedeployer.template.AttemptPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a folder declares: `template.yaml`, and `config.schema.json` beside it.
///
/// ```yaml
/// name: dns-record
/// version: 1.0.0
/// title: DNS record
/// description: Points a name to an address.
/// policy:
///   max-attempts: 5
/// engine: http
/// http:
///   url: https://dns.example.org/records/${canister.id}
/// ```
record Declaration(
    String name,
    String version,
    String title,
    String description,
    String schema,
    AttemptPolicy policy,
    Engine engine) {

  static final String FILE = "template.yaml";
  static final String SCHEMA = "config.schema.json";

  private static final String HTTP = "http";
  private static final String PROCESS = "process";
  private static final List<String> ENGINES = List.of(HTTP, PROCESS);

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");
  private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+([-+].+)?");
  private static final int MAX_SCHEMA_BYTES = 256 * 1024;

  /// Reads `folder`.
  ///
  /// @param environment the value of an environment variable, or null if it is not set
  /// @param runs where commands work
  /// @param told is told one sentence for each mistake
  /// @return empty if there is one
  static Optional<Declaration> read(
      Path folder,
      UnaryOperator<@Nullable String> environment,
      WorkFolders runs,
      Consumer<String> told) {
    var mistakes = new Mistakes(folder.resolve(FILE), told);
    String schema = schema(folder.resolve(SCHEMA), mistakes);
    Optional<Yaml.Mapping> yaml = YamlReader.read(folder.resolve(FILE), mistakes);
    if (yaml.isEmpty()) {
      return Optional.empty();
    }
    var top = new Section("", yaml.get(), mistakes);
    Path home = folder.toAbsolutePath().normalize();
    Optional<Declaration> declaration =
        read(top, schema, home, new Secrets(home, environment), environment, runs);
    return mistakes.isAny() ? Optional.empty() : declaration;
  }

  private static Optional<Declaration> read(
      Section top,
      String schema,
      Path home,
      Secrets secrets,
      UnaryOperator<@Nullable String> environment,
      WorkFolders runs) {
    String name =
        matching(
            top,
            "name",
            "my-template",
            NAME,
            "1 to 63 lower-case letters, digits and dashes, beginning with a letter");
    String version =
        matching(top, "version", "1.0.0", VERSION, "three numbers with dots, such as '1.0.0'");
    String title = top.required("title", "My template").text();
    String description = top.required("description", "What it deploys, in a sentence.").text();
    AttemptPolicy asked =
        top.section("policy").map(Declaration::policy).orElse(AttemptPolicy.STANDARD);
    Yaml.Scalar word = top.required("engine", "process");
    Optional<Section> http = top.section(HTTP);
    Optional<Section> process = top.section(PROCESS);
    top.refuseOthers();
    Optional<Engine> engine =
        switch (word.text()) {
          case HTTP -> {
            refuse(PROCESS, process, top);
            yield required(HTTP, http, top)
                .map(section ->
                    new HttpEngine(
                        HttpSpec.read(section, secrets), secrets, InstantSource.system()));
          }
          case PROCESS -> {
            refuse(HTTP, http, top);
            yield required(PROCESS, process, top)
                .map(section ->
                    new ProcessEngine(
                        ProcessSpec.read(section, home, secrets), secrets, environment, runs));
          }
          default -> {
            refuseEngine(word, top);
            yield Optional.empty();
          }
        };
    AttemptPolicy policy =
        asked.parallelism() == null && word.text().equals(PROCESS)
            ? asked.withParallelism(ProcessSpec.PARALLELISM)
            : asked;
    return engine.map(e -> new Declaration(name, version, title, description, schema, policy, e));
  }

  private static String matching(
      Section top, String key, String example, Pattern pattern, String wanted) {
    Yaml.Scalar text = top.required(key, example);
    if (!text.text().isEmpty() && !pattern.matcher(text.text()).matches()) {
      top.mistake(
          text.line(), "'%s' has to be %s, and is '%s'.".formatted(key, wanted, text.text()));
    }
    return text.text();
  }

  private static AttemptPolicy policy(Section section) {
    var policy =
        new AttemptPolicy(
            section.value("parallelism", atLeast(1)).orElse(null),
            section.value("max-attempts", between(1, 100)).orElse(null),
            section.value("backoff", positiveDuration()).orElse(null),
            section.value("max-backoff", positiveDuration()).orElse(null),
            section.value("attempt-timeout", positiveDuration()).orElse(null));
    section.refuseOthers();
    return policy;
  }

  private static Optional<Section> required(String engine, Optional<Section> section, Section top) {
    if (section.isEmpty() && !top.has(engine)) {
      top.mistake(
          top.line("engine"),
          "the engine '%s' needs a section '%s' that says how it is called."
              .formatted(engine, engine));
    }
    return section;
  }

  private static void refuse(String other, Optional<Section> section, Section top) {
    if (section.isPresent()) {
      top.mistake(
          top.line(other),
          "the section '%s' belongs to another engine than the one that is named. Remove it, or write 'engine: %s'."
              .formatted(other, other));
    }
  }

  private static void refuseEngine(Yaml.Scalar word, Section top) {
    if (!word.text().isEmpty()) {
      top.mistake(
          word.line(),
          "there is no engine '%s'. %s"
              .formatted(
                  word.text(),
                  Nearest.to(word.text(), ENGINES)
                      .map("Do you mean '%s'?"::formatted)
                      .orElse("There are: %s.".formatted(String.join(", ", ENGINES)))));
    }
  }

  private static String schema(Path file, Mistakes mistakes) {
    try {
      if (!Files.isRegularFile(file)) {
        mistakes.of(file, "the file is missing. Write a JSON Schema of the config into it.");
      } else if (Files.size(file) > MAX_SCHEMA_BYTES) {
        mistakes.of(file, "it is larger than %d KiB.".formatted(MAX_SCHEMA_BYTES / 1024));
      } else {
        return Files.readString(file);
      }
    } catch (IOException e) {
      mistakes.of(file, "it cannot be read: %s. Check its permissions.".formatted(e.getMessage()));
    }
    return "";
  }
}
