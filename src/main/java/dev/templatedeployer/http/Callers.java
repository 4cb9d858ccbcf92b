package dev.templatedeployer.http;

import org.jspecify.annotations.Nullable;

/// Tells who sends a request.
@FunctionalInterface
public interface Callers {

  /// The name of the sender, as it is kept with what the request causes.
  ///
  /// @param authorization the `Authorization` header of the request, or null if it has none
  String nameOf(@Nullable String authorization);

  /// Everybody is `name`. Only for a server that nobody else can reach.
  static Callers everybodyIs(String name) {
    return _ -> name;
  }
}
