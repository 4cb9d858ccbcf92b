package dev.templatedeployer.http;

import dev.templatedeployer.access.Requester;
import dev.templatedeployer.access.Role;
import org.jspecify.annotations.Nullable;

/// Tells who sends a request.
@FunctionalInterface
public interface Callers {

  /// The sender, with the role they have.
  ///
  /// @param authorization the `Authorization` header of the request, or null if it has none
  Requester of(@Nullable String authorization);

  /// Everybody is `name` and may do everything. Only for a server that nobody else can reach.
  static Callers everybodyIs(String name) {
    return _ -> new Requester(name, Role.ADMIN);
  }
}
