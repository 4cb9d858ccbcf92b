package dev.templatedeployer.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.template.catalog.TemplateCatalog;
import dev.templatedeployer.template.catalog.UnusableTemplates;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The template of `src/docs/write-a-template.md`, built as its author would: from its own sources,
/// against what authors may use and nothing else, into a jar in a templates folder.
class JavaTemplateExampleTest extends TemplateContract {

  private static final Path EXAMPLE = Path.of("src/examples/java-template");
  private static final Path GUIDE = Path.of("src/docs/write-a-template.md");
  private static final Pattern SNIPPET =
      Pattern.compile("<!-- (\\S+) -->\\n```[a-z]+\\n(.*?)```\\n", Pattern.DOTALL);
  private static final List<String> FOR_AUTHORS =
      List.of("dev/templatedeployer/template", "dev/templatedeployer/identity");

  @TempDir static Path build;

  @TempDir Path buckets;

  @BeforeAll
  static void buildTheJar() throws IOException {
    Path spi = build.resolve("spi");
    for (String name : FOR_AUTHORS) {
      copyClasses(name, spi);
    }
    Path classes = Files.createDirectory(build.resolve("classes"));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-Xlint:all,-classfile", "-Werror", "--release", "25", "-d", classes.toString()));
    arguments.addAll(List.of("-classpath", spi.toString()));
    files(EXAMPLE.resolve("src/main/java")).forEach(source -> arguments.add(source.toString()));
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, arguments.toArray(String[]::new)))
        .as("exit code of the compiler")
        .isZero();
    Path jar = Files.createDirectory(build.resolve("templates")).resolve("bucket.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        var out = new JarOutputStream(file)) {
      for (Path root : List.of(classes, EXAMPLE.resolve("src/main/resources"))) {
        for (Path each : files(root)) {
          out.putNextEntry(new JarEntry(root.relativize(each).toString()));
          out.write(Files.readAllBytes(each));
        }
      }
    }
  }

  @BeforeEach
  void setRoot() {
    System.setProperty("bucket.root", buckets.toString());
  }

  @AfterEach
  void clearRoot() {
    System.clearProperty("bucket.root");
  }

  @Override
  protected Template<?> template() {
    try {
      return TemplateCatalog.load(
              build.resolve("templates"), (_, _) -> Optional.empty(), Principal.Form.TEXTUAL)
          .find("bucket")
          .orElseThrow()
          .template();
    } catch (UnusableTemplates e) {
      throw new AssertionError(e);
    }
  }

  @Override
  protected String validConfig() {
    return "{\"name\": \"invoices\", \"megabytes\": 64}";
  }

  @Override
  protected List<String> invalidConfigs() {
    return List.of(
        "{}",
        "{\"name\": \"../up\", \"megabytes\": 64}",
        "{\"name\": \"invoices\", \"megabytes\": 12}",
        "{\"name\": \"invoices\", \"megabytes\": 7}");
  }

  @Override
  protected Set<Principal> existing() {
    try (Stream<Path> folders = Files.list(buckets)) {
      return folders
          .map(folder -> new Principal(folder.getFileName().toString()))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void isWhatTheGuideShows() throws IOException {
    Matcher snippets = SNIPPET.matcher(Files.readString(GUIDE));
    List<Path> shown = new ArrayList<>();
    while (snippets.find()) {
      Path file = Path.of(snippets.group(1));
      shown.add(file);
      assertThat(Files.readString(file))
          .as("%s, of which the guide shows a part", file)
          .contains(snippets.group(2));
    }
    assertThat(shown).as("the files that the guide shows").containsAll(files(EXAMPLE));
  }

  private static void copyClasses(String name, Path to) throws IOException {
    Path from = Path.of("target/classes").resolve(name);
    Path target = Files.createDirectories(to.resolve(name));
    try (Stream<Path> classes = Files.list(from)) {
      for (Path each : classes.filter(Files::isRegularFile).toList()) {
        Files.copy(each, target.resolve(each.getFileName()));
      }
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
