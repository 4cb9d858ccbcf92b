package dev.templatedeployer.wire;

import dev.templatedeployer.canister.JsonBytes;
import dev.templatedeployer.identity.Principal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An event of a canister with its place in the canister's history.
///
/// @param version 1 for the first event of a canister, and one more for each, without gaps
/// @param kind the kind of canister, which is the name of its template
/// @param type what happened, by the name that the rules of the kind give it, such as `Claimed`
/// @param payload the event itself, a JSON object
/// @param by whose command brought it about, or null if nobody's did
/// @param at when it was decided
/// @param cause what brought it about
public record RecordedCanisterEvent(
    Principal canisterId,
    long version,
    String kind,
    String type,
    JsonBytes payload,
    @Nullable Principal by,
    Instant at,
    RecordedEvent.Cause cause) {}
