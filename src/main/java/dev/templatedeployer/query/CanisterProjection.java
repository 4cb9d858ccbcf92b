package dev.templatedeployer.query;

import dev.templatedeployer.canister.RowKey;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.wire.RecordedCanisterEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an event makes of a canister, for every kind.
///
/// Called on the projector's thread. Must accept every event that was ever written, also of a kind
/// whose rules are gone: what it throws stops the projector.
@FunctionalInterface
public interface CanisterProjection {

  /// The canister after `event`.
  ///
  /// @param canister the canister before it, or null if it is the first
  Change fold(@Nullable StoredCanister canister, RecordedCanisterEvent event);

  /// A canister after an event.
  ///
  /// @param owner who owns it now
  /// @param deploymentId the deployment that created it; null leaves what is known
  /// @param status the word for where it stands now
  /// @param head its head now, as JSON
  /// @param rows the rows that the event changed or added, as JSON
  record Change(
      Principal owner,
      @Nullable DeploymentId deploymentId,
      String status,
      String head,
      Map<RowKey, String> rows) {
    public Change {
      rows = Map.copyOf(rows);
    }
  }
}
