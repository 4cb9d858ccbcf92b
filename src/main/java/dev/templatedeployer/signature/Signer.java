package dev.templatedeployer.signature;

import java.util.Set;

/// Whose a key is, and so what it may sign.
public sealed interface Signer {

  /// A backend: commands about deployments, on its own topic.
  record Backend(String name) implements Signer {}

  /// An executor: reports on the deployments of these templates, and the creation of their
  /// canisters.
  record Executor(Set<String> templates) implements Signer {
    public Executor {
      templates = Set.copyOf(templates);
    }
  }

  /// A process of the service, which runs every template and asks canisters on behalf of everybody.
  record Service() implements Signer {}

  /// Whether it may report on deployments of `template`, and create canisters from it.
  default boolean runs(String template) {
    return switch (this) {
      case Backend _ -> false;
      case Executor(var templates) -> templates.contains(template);
      case Service _ -> true;
    };
  }
}
