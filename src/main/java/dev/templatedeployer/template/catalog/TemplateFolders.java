package dev.templatedeployer.template.catalog;

import dev.templatedeployer.template.Template;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/// Reads templates that are declared in a folder instead of being written in Java.
@FunctionalInterface
public interface TemplateFolders {

  /// The file whose presence makes a folder such a template.
  String FILE = "template.yaml";

  /// The template that `folder` declares.
  ///
  /// @param mistakes is told one sentence for each thing that is wrong with it
  /// @return empty if something is
  Optional<? extends Template<?>> read(Path folder, Consumer<String> mistakes);
}
