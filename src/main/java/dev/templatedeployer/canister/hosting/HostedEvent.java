package dev.templatedeployer.canister.hosting;

/// An event of a canister.
///
/// @param type its outside name, such as `Claimed`
/// @param payload the event as JSON
public record HostedEvent(String type, byte[] payload) {}
