package dev.templatedeployer.canister.hosting;

import dev.templatedeployer.canister.JsonBytes;

/// An event of a canister.
///
/// @param type its outside name, such as `Claimed`
/// @param payload the event
public record HostedEvent(String type, JsonBytes payload) {}
