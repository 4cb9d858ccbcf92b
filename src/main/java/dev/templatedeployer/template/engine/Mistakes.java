package dev.templatedeployer.template.engine;

import java.nio.file.Path;
import java.util.function.Consumer;

/// Collects what is wrong with one file, with the line where it is.
final class Mistakes {

  private final Path file;
  private final Consumer<String> told;
  private boolean isAny;

  Mistakes(Path file, Consumer<String> told) {
    this.file = file;
    this.told = told;
  }

  /// @param sentence begins with a small letter
  void at(int line, String sentence) {
    isAny = true;
    told.accept("'%s', line %d: %s".formatted(file, line, sentence));
  }

  /// @param sentence begins with a small letter
  void of(Path other, String sentence) {
    isAny = true;
    told.accept("'%s': %s".formatted(other, sentence));
  }

  boolean isAny() {
    return isAny;
  }
}
