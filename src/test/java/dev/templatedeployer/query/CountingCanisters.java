package dev.templatedeployer.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.templatedeployer.canister.JsonBytes;
import dev.templatedeployer.canister.RowKey;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.wire.RecordedCanisterEvent;
import dev.templatedeployer.wire.RecordedEvent;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Canisters of a kind that counts: the head is the number of all events, and a row for each party
/// the number of its own.
final class CountingCanisters implements CanisterProjection {

  @Override
  public Change fold(@Nullable StoredCanister canister, RecordedCanisterEvent event) {
    Principal by = by(event);
    var key = row(by);
    String head = canister == null ? "0" : canister.head();
    String row = canister == null ? "0" : canister.row(key).orElse("0");
    return new Change(by, null, "COUNT_" + plusOne(head), plusOne(head), Map.of(key, plusOne(row)));
  }

  /// An event that a party counts with. The party then owns the canister.
  static RecordedCanisterEvent counted(String canisterId, long version, String by, Instant at) {
    return new RecordedCanisterEvent(
        new Principal(canisterId),
        version,
        "counter",
        "Counted",
        new JsonBytes("{}".getBytes(UTF_8)),
        new Principal(by),
        at,
        RecordedEvent.Cause.TIME);
  }

  static RowKey row(Principal party) {
    return new RowKey("parties", party.text());
  }

  private static Principal by(RecordedCanisterEvent event) {
    Principal by = event.by();
    return by == null ? Principal.ANONYMOUS : by;
  }

  private static String plusOne(String number) {
    return Integer.toString(Integer.parseInt(number) + 1);
  }
}
