package dev.templatedeployer.canister;

/// Names a row of a canister.
///
/// @param table what sort of row, such as `participants`: a name that [CanisterRules#rowTypes()]
///   has
/// @param key which one, such as a principal; at most 256 characters
public record RowKey(String table, String key) {}
