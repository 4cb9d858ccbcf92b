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

  /// Whether it tells senders from each other. If not, only their addresses do.
  default boolean tellsApart() {
    return true;
  }

  /// Everybody is `name` and may do everything. Only for a server that nobody else can reach.
  static Authentication everybodyIs(String name) {
    var everybody = new Proof.Known(new Requester(name, Set.of(Role.ADMIN)));
    return new Authentication() {
      @Override
      public Proof of(@Nullable String authorization) {
        return everybody;
      }

      @Override
      public boolean tellsApart() {
        return false;
      }
    };
  }
}
