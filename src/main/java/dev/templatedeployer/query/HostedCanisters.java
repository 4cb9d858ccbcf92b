package dev.templatedeployer.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.canister.JsonBytes;
import dev.templatedeployer.canister.RowKey;
import dev.templatedeployer.canister.hosting.HostedEvent;
import dev.templatedeployer.canister.hosting.HostedKind;
import dev.templatedeployer.canister.hosting.HostedKinds;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.wire.RecordedCanisterEvent;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What events make of canisters, by the rules of their kinds.
///
/// The command that creates a canister is sent for its owner, and under the id of its deployment.
///
/// @param kinds the kinds of canister
public record HostedCanisters(HostedKinds kinds) implements CanisterProjection {

  @Override
  public Change fold(@Nullable StoredCanister canister, RecordedCanisterEvent event) {
    HostedKind kind =
        kinds
            .kind(event.kind())
            .orElseThrow(() ->
                new IllegalStateException(
                    "The rules of the kind '%s' are gone. Bring its template back."
                        .formatted(event.kind())));
    HostedKind.Evolved after =
        kind.evolve(
            canister == null ? null : bytes(canister.head()),
            key ->
                canister == null
                    ? null
                    : canister.row(key).map(HostedCanisters::bytes).orElse(null),
            new HostedEvent(event.type(), event.payload()));
    return new Change(
        owner(canister, event),
        deploymentId(canister, event),
        after.status(),
        text(after.head()),
        rows(after));
  }

  private static Principal owner(@Nullable StoredCanister canister, RecordedCanisterEvent event) {
    if (canister != null) {
      return canister.summary().owner();
    }
    return event.by() == null ? Principal.ANONYMOUS : event.by();
  }

  private static @Nullable DeploymentId deploymentId(
      @Nullable StoredCanister canister, RecordedCanisterEvent event) {
    String creator = event.cause().commandId();
    return canister != null || creator == null || !DeploymentId.PATTERN.matcher(creator).matches()
        ? null
        : new DeploymentId(creator);
  }

  private static Map<RowKey, String> rows(HostedKind.Evolved after) {
    var rows = new HashMap<RowKey, String>();
    after.rows().forEach((key, row) -> rows.put(key, text(row)));
    return rows;
  }

  private static JsonBytes bytes(String json) {
    return new JsonBytes(json.getBytes(UTF_8));
  }

  private static String text(JsonBytes json) {
    return new String(json.utf8(), UTF_8);
  }
}
