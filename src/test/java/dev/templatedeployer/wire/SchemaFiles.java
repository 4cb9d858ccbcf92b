package dev.templatedeployer.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/// The files under `schemas/`, as people edit them.
final class SchemaFiles {

  static final Path SCHEMAS = Path.of("schemas");

  private SchemaFiles() {}

  /// The schema of `envelope` as it stands there now, put together from its own file and the shared
  /// ones.
  static Schema current(Envelope envelope) {
    var parser = new Schema.Parser();
    for (Path shared : filesIn(SCHEMAS.resolve("shared"))) {
      parse(parser, shared);
    }
    return parse(parser, SCHEMAS.resolve(envelope.schemaName() + ".avsc"));
  }

  /// All files in `folder` and below it.
  static List<Path> filesIn(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Schema parse(Schema.Parser parser, Path file) {
    try {
      return parser.parse(Files.readString(file, UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
