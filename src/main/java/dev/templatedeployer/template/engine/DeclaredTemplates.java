package dev.templatedeployer.template.engine;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The templates that are declared in folders, and the commands that those with the engine
/// `process` have running on this machine.
public final class DeclaredTemplates {

  private final WorkFolders runs;
  private final UnaryOperator<@Nullable String> environment;

  /// Touches nothing yet.
  ///
  /// @param runs the folder where commands work; no other process may use it at the same time
  /// @param environment the value of an environment variable, or null if it is not set
  public DeclaredTemplates(Path runs, UnaryOperator<@Nullable String> environment) {
    this.runs = new WorkFolders(runs.toAbsolutePath().normalize());
    this.environment = environment;
  }

  /// The template that `folder` declares.
  ///
  /// @param mistakes is told one sentence for each thing that is wrong with it
  /// @return empty if something is
  public Optional<DeclaredTemplate> read(Path folder, Consumer<String> mistakes) {
    return Declaration.read(folder, environment, runs, mistakes).map(DeclaredTemplate::new);
  }

  /// Ends the commands that a process before this one left running when it crashed. To be called
  /// before any template is.
  public void endLeftovers() {
    runs.endLeftovers();
  }
}
