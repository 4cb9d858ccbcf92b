package dev.templatedeployer.canister;

/// A row of a table of a canister.
///
/// @param key which one, such as a principal
/// @param value the row itself
public record Row<R>(String key, R value) {}
