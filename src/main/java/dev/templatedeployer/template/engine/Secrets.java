package dev.templatedeployer.template.engine;

import dev.templatedeployer.template.PermanentFailure;
import dev.templatedeployer.template.RetryableFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What is kept outside `template.yaml`: `${env.NAME}` is an environment variable of the service,
/// `${file.PATH}` the content of a file without the end of its last line.
///
/// Files are read anew for each call, so that a secret can be replaced while the service runs.
final class Secrets {

  private static final String VARIABLE = "env.";
  private static final String FILE = "file.";
  private static final int MAX_BYTES = 64 * 1024;

  private final Path folder;
  private final UnaryOperator<@Nullable String> environment;

  /// @param folder what relative paths begin at
  /// @param environment the value of a variable, or null if it is not set
  Secrets(Path folder, UnaryOperator<@Nullable String> environment) {
    this.folder = folder;
    this.environment = environment;
  }

  static boolean isOne(String place) {
    return place.startsWith(VARIABLE) || place.startsWith(FILE);
  }

  /// Tells `mistakes` if there is nothing in `place` now.
  void check(String place, int line, Mistakes mistakes) {
    try {
      read(place);
    } catch (PermanentFailure | RetryableFailure e) {
      mistakes.at(line, decapitalized(String.valueOf(e.getMessage())));
    }
  }

  /// What `place` holds, if it holds anything.
  Optional<String> find(String place) {
    try {
      return Optional.of(read(place));
    } catch (PermanentFailure | RetryableFailure _) {
      return Optional.empty();
    }
  }

  /// What `place` holds.
  ///
  /// @throws PermanentFailure if the variable is not set
  /// @throws RetryableFailure if the file cannot be read, such as while it is replaced
  String read(String place) throws PermanentFailure, RetryableFailure {
    return place.startsWith(VARIABLE)
        ? variable(place.substring(VARIABLE.length()))
        : file(place.substring(FILE.length()));
  }

  private String variable(String name) throws PermanentFailure {
    String value = environment.apply(name);
    if (value == null || value.isEmpty()) {
      throw new PermanentFailure(
          "SECRET_MISSING",
          "The environment variable '%s' is not set. Set it for the service and start it again."
              .formatted(name));
    }
    return value;
  }

  private String file(String path) throws RetryableFailure {
    try {
      Path file = folder.resolve(path);
      if (Files.size(file) > MAX_BYTES) {
        throw new RetryableFailure(
            "SECRET_MISSING",
            "The file '%s' is larger than %d KiB, so it is no secret. Name another."
                .formatted(path, MAX_BYTES / 1024));
      }
      return Files.readString(file).stripTrailing();
    } catch (IOException | IllegalArgumentException _) {
      throw new RetryableFailure(
          "SECRET_MISSING",
          "The file '%s' cannot be read. Check that it is there and that the service may read it."
              .formatted(path));
    }
  }

  private static String decapitalized(String sentence) {
    return Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
  }
}
