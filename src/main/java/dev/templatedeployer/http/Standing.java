package dev.templatedeployer.http;

import dev.templatedeployer.access.Requester;
import dev.templatedeployer.access.Role;
import dev.templatedeployer.http.auth.Authentication;
import dev.templatedeployer.http.auth.Proof;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The right of somebody to an answer that goes on for long. A token ends, and roles are given and
/// taken away meanwhile, so it is judged anew as often as it is asked for.
///
/// Of the thread that answers.
final class Standing {

  private final Authentication authentication;
  private final @Nullable String authorization;
  private final Set<Role> needed;
  private Requester requester;

  /// @param authorization the header of the request
  /// @param needed the roles of which one is needed
  /// @param requester who sent the request and had one of them
  Standing(
      Authentication authentication,
      @Nullable String authorization,
      Set<Role> needed,
      Requester requester) {
    this.authentication = authentication;
    this.authorization = authorization;
    this.needed = Set.copyOf(needed);
    this.requester = requester;
  }

  /// A right as it stands.
  sealed interface Judgement {

    /// It holds, for somebody with these roles.
    record Holds(Requester requester) implements Judgement {}

    /// It is over.
    ///
    /// @param sentence why, and what to do
    record Over(String sentence) implements Judgement {}
  }

  /// The right as it stands now. While it cannot be told, it stands as it did.
  Judgement now() {
    switch (authentication.of(authorization)) {
      case Proof.Missing(_, var sentence) -> {
        return new Judgement.Over(sentence);
      }
      case Proof.Known(var known) -> requester = known;
      case Proof.Unavailable _ -> {}
    }
    return needed.stream().anyMatch(requester::may)
        ? new Judgement.Holds(requester)
        : new Judgement.Over(
            "'%s' has lost the role that this takes. Ask an admin for it."
                .formatted(requester.name()));
  }
}
