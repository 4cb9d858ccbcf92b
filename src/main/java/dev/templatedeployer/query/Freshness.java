package dev.templatedeployer.query;

import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentRecord;
import dev.templatedeployer.identity.Principal;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/// How far the read model has come, and waiting until it has come further: what reading one's own
/// writes needs.
///
/// Waiting costs the database one look at the beginning; after that the projector says when it is
/// time. Whoever waits when the projector stops is told so at once, by an answer as if time had run
/// out.
public interface Freshness {

  /// How far the read model reaches.
  Position position();

  /// Whether the read model reached `atLeast` within `timeout`.
  boolean awaitPosition(Position atLeast, Duration timeout) throws InterruptedException;

  /// The deployment as soon as `wish` is true of it, or empty if it was not within `timeout`.
  ///
  /// @param wish asked on the projector's thread, so it must be quick and not block
  Optional<DeploymentRecord> awaitDeployment(
      DeploymentId id, Predicate<DeploymentRecord> wish, Duration timeout)
      throws InterruptedException;

  /// The position of a read model that shows at least `version` of a canister, or empty if it did
  /// not within `timeout`.
  Optional<Position> awaitCanister(Principal id, long version, Duration timeout)
      throws InterruptedException;

  /// Whether the deployment had at least `version` events within `timeout`.
  default boolean awaitVersion(DeploymentId id, long version, Duration timeout)
      throws InterruptedException {
    return awaitDeployment(id, record -> record.version() >= version, timeout).isPresent();
  }
}
