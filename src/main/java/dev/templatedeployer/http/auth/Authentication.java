package dev.templatedeployer.http.auth;

import dev.templatedeployer.access.Requester;
import dev.templatedeployer.access.Role;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells who sends a request. May be asked from many threads at once.
@FunctionalInterface
public interface Authentication {

  /// What the request proves about its sender.
  ///
  /// @param authorization the `Authorization` header of the request, or null if it has none
  Proof of(@Nullable String authorization);

  /// Everybody is `name` and may do everything. Only for a server that nobody else can reach.
  static Authentication everybodyIs(String name) {
    var everybody = new Proof.Known(new Requester(name, Set.of(Role.ADMIN)));
    return _ -> everybody;
  }
}
