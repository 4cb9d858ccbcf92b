package dev.templatedeployer.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/// The jar of the template `bucket`, built as its author would: from its own sources, against what
/// authors may use and nothing else.
public final class ExampleJar {

  /// Where its project lies.
  static final Path SOURCES = Path.of("src/examples/java-template");

  private static final List<String> FOR_AUTHORS =
      List.of("dev/templatedeployer/template", "dev/templatedeployer/identity");

  private ExampleJar() {}

  /// Builds it.
  ///
  /// @param work an empty or missing folder to build in
  /// @param templates where the jar is put
  public static void build(Path work, Path templates) throws IOException {
    Path spi = work.resolve("spi");
    for (String name : FOR_AUTHORS) {
      copyClasses(name, spi);
    }
    Path classes = Files.createDirectories(work.resolve("classes"));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-Xlint:all,-classfile", "-Werror", "--release", "25", "-d", classes.toString()));
    arguments.addAll(List.of("-classpath", spi.toString()));
    files(SOURCES.resolve("src/main/java")).forEach(source -> arguments.add(source.toString()));
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, arguments.toArray(String[]::new)))
        .as("exit code of the compiler")
        .isZero();
    try (OutputStream file = Files.newOutputStream(templates.resolve("bucket.jar"));
        var out = new JarOutputStream(file)) {
      for (Path root : List.of(classes, SOURCES.resolve("src/main/resources"))) {
        for (Path each : files(root)) {
          out.putNextEntry(new JarEntry(root.relativize(each).toString()));
          out.write(Files.readAllBytes(each));
        }
      }
    }
  }

  /// All files below `folder`.
  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
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
}
